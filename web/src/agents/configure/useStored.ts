/** Which stored state a form was begun with, and whether somebody has changed it since. */
import { useEffect, useState } from "react";
import { isSame } from "../../forms/pointers";
import type { Agent } from "../queries";

interface Stored {
  /** The next save names it; it is stale only if the configuration itself was changed elsewhere. */
  revision: number;
  /** Somebody saved another draft, while this one was being edited. */
  conflict: boolean;
  /** Goes on from what is stored now. */
  adopt: (agent: Agent) => void;
}

/** `begin` shows another stored draft; it is called by itself only where nothing of the person's would be lost. */
export function useStored(agent: Agent, dirty: boolean, begin: (agent: Agent) => void): Stored {
  const [base, setBase] = useState(agent);
  const isNewer = agent.revision > base.revision;
  const isOther = isNewer && !isSame(agent.config_draft, base.config_draft);
  useEffect(() => {
    if (!isNewer || (isOther && dirty)) return;
    setBase(agent);
    if (isOther) begin(agent);
  });
  return { revision: base.revision, conflict: isOther && dirty, adopt: setBase };
}
