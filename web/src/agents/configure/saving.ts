/** Keeping a configuration as a draft, and putting it in force. */
import { notifications } from "@mantine/notifications";
import { api, ifMatch, read } from "../../api/client";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import { type Act, type KeyHeader, useAct } from "../act";
import { type Agent, agentQuery, agentsChanged } from "../queries";

export interface Draft {
  config: Record<string, unknown>;
  /** The stored one that it was made from. */
  revision: number;
  /** Nothing of it is to be written: it is stored as it stands. */
  isKept: boolean;
}

/** `kept` is told of each draft that the server has taken, also where putting it in force then fails. */
export function useSaving(
  agent: Agent,
  kept: (agent: Agent) => void,
): Record<"keep" | "enforce", Act<Draft>> {
  const stored = (next: Agent) => {
    queries.setQueryData(agentQuery(next.agent_id).queryKey, next);
    kept(next);
    return next;
  };
  const keeping = async (draft: Draft) => stored(await unlessStale(put(agent, draft)));
  const enforcing = async (draft: Draft, key: KeyHeader) => {
    const revision = draft.isKept ? draft.revision : (await keeping(draft)).revision;
    return stored(await unlessStale(finalize(agent, revision, key)));
  };
  return {
    keep: useAct(keeping, agentsChanged),
    enforce: useAct(enforcing, async () => {
      notifications.show({ title: "Saved", message: "This configuration is in force now." });
      await agentsChanged();
    }),
  };
}

function put({ subscription_id }: Agent, { config, revision }: Draft): Promise<Agent> {
  const body = { subscription_id: subscription_id ?? "", config, name: null, mode: null };
  return read(api.PUT("/api/v1/hired-agents/draft", { params: { header: ifMatch(revision) }, body }));
}

function finalize({ agent_id }: Agent, revision: number, key: KeyHeader): Promise<Agent> {
  const params = { path: { agent_id }, header: { ...key, ...ifMatch(revision) } };
  return read(api.POST("/api/v1/hired-agents/{agent_id}/finalize", { params }));
}

/** What was changed elsewhere is read again, so that the page can say so. */
async function unlessStale(answer: Promise<Agent>): Promise<Agent> {
  try {
    return await answer;
  } catch (thrown) {
    if ([409, 410, 412].includes(asProblem(thrown).status)) await agentsChanged();
    throw thrown;
  }
}
