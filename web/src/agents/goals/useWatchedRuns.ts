/** The newest run of each goal; once one ends, what it made and changed is asked for anew. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { GoalRun } from "../queries";
import { goalsChanged, runsQuery } from "./goals";
import { isOpen } from "./runs";

export function useWatchedRuns(agentId: string): ReadonlyMap<string, GoalRun> {
  const { data } = useInfiniteQuery(runsQuery(agentId));
  const runs = data?.pages.flatMap((page) => page.items) ?? [];
  const open = runs.filter(isOpen).map((run) => run.goal_run_id);
  const before = useRef<readonly string[]>([]);
  const key = open.join(" ");
  useEffect(() => {
    const now = key === "" ? [] : key.split(" ");
    const hasEnded = before.current.some((id) => !now.includes(id));
    before.current = now;
    if (hasEnded) void goalsChanged();
  }, [key]);
  return new Map([...runs].reverse().map((run) => [run.goal_id, run]));
}
