/** Goals and their runs at the API: read, written, deleted, run. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ifMatch, read, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";
import type { KeyHeader } from "../act";
import type { Goal } from "../queries";
import { isOpen } from "./runs";

export type GoalBody = Schemas["GoalBody"];

const MOST_GOALS = 100; // an agent has fewer
const PAGE = 20;
const WATCH_MS = 2_000; // while a run is at work

export const goalsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["my-agents", "goals", agentId],
    queryFn: () =>
      read(
        api.GET("/api/v1/hired-agents/{agent_id}/goals", {
          params: { path: { agent_id: agentId }, query: { limit: MOST_GOALS } },
        }),
      ),
  });

/** Of all of an agent's goals, or of one; asked again while any of them is at work. */
export const runsQuery = (agentId: string, goal?: string) =>
  infiniteQueryOptions({
    queryKey: ["my-agents", "runs", agentId, goal ?? "all"],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/api/v1/hired-agents/{agent_id}/goal-runs", {
          params: { path: { agent_id: agentId }, query: { goal, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isOpen)) ? WATCH_MS : false,
  });

export function bodyOf(goal: Goal): GoalBody {
  const { goal_template_id, title, frequency, schedule, timezone, settings, misfire, overlap, status } = goal;
  return { goal_template_id, title, frequency, schedule, timezone, settings, misfire, overlap, status };
}

/** `revision` of the one that is changed; none for a new one, whose repeat is the same goal. */
export function putGoal(agentId: string, goalId: string, body: GoalBody, revision?: number): Promise<Goal> {
  const path = { agent_id: agentId, goal_id: goalId };
  const header = revision === undefined ? {} : ifMatch(revision);
  return read(api.PUT("/api/v1/hired-agents/{agent_id}/goals/{goal_id}", { params: { path, header }, body }));
}

export async function deleteGoal({ agent_id, goal_id, revision }: Goal): Promise<void> {
  const params = { path: { agent_id, goal_id }, header: ifMatch(revision) };
  await read(api.DELETE("/api/v1/hired-agents/{agent_id}/goals/{goal_id}", { params }));
}

export function runGoal({ agent_id, goal_id }: Goal, header: KeyHeader) {
  const params = { path: { agent_id, goal_id }, header };
  return read(api.POST("/api/v1/hired-agents/{agent_id}/goals/{goal_id}/run", { params }));
}

export async function goalsChanged(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["my-agents"] }),
    queries.invalidateQueries({ queryKey: ["deliverables"] }),
  ]);
}
