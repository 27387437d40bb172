/** Beginning a run by hand. */
import { type Act, useAct } from "../act";
import type { Goal, GoalRun } from "../queries";
import { goalsChanged, runGoal } from "./goals";
import { isOpen } from "./runs";

interface RunNow {
  act: Omit<Act<null>, "run"> & { run: () => void };
  /** Where its rule is not to begin another one meanwhile. */
  isAtWork: boolean;
}

export function useRunNow(goal: Goal, latest: GoalRun | undefined): RunNow {
  const act = useAct((_: null, header) => runGoal(goal, header).catch(alsoRefused), goalsChanged);
  const isAtWork = goal.overlap === "skip" && latest !== undefined && isOpen(latest);
  return { act: { ...act, run: () => act.run(null) }, isAtWork };
}

/** Somebody else, or its hour, was faster: what the page shows is old. */
async function alsoRefused(thrown: unknown): Promise<never> {
  await goalsChanged();
  throw thrown;
}
