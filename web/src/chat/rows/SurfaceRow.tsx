/** A form of the agent's, and its Save: over the socket to the executor, and back with what came of it. */
import { lazy, Suspense } from "react";
import { outcomeOf, refusedWith } from "../../a2ui/outcome";
import type { ActionMessage, ActionOutcome } from "../../a2ui/types";
import { asProblem } from "../../api/problem";
import { line } from "../../socket";
import { Skeletons } from "../../ui/Skeletons";
import type { ThreadFeed } from "../thread/feed";
import type { SurfaceEntry } from "../transcript/entries";

const Surface = lazy(() => import("../../a2ui/Surface"));

interface Props {
  entry: SurfaceEntry;
  thread: string;
  source: ThreadFeed;
}

export function SurfaceRow({ entry, thread, source }: Props) {
  const act = async (message: ActionMessage): Promise<ActionOutcome> => {
    const runId = await send(message, thread);
    if (typeof runId !== "string") return runId;
    return outcomeOf(JSON.stringify(await source.resultOf(runId)), message);
  };
  return (
    <Suspense fallback={<Skeletons lines={4} />}>
      <Surface
        messageId={entry.messageId}
        operations={entry.operations}
        answered={entry.answered}
        onAction={act}
      />
    </Suspense>
  );
}

/** The little run that the Save becomes, or the refusal. */
async function send(message: ActionMessage, thread: string): Promise<string | ActionOutcome> {
  try {
    const said = await line.request("ui_intent", message, thread);
    if (said.kind === "accepted") return said.run_id;
    throw new Error(`the server answered with ${said.kind}`);
  } catch (thrown) {
    return refusedWith(asProblem(thrown).document);
  }
}
