/** What the chat asks REST for: threads, one of them, runs that wait their turn, and whom one may talk to. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Thread = Schemas["Thread"];
export type Agent = Schemas["Agent"];

export const threadsQuery = infiniteQueryOptions({
  queryKey: ["threads", "list"],
  queryFn: ({ pageParam }) => read(api.GET("/api/v1/threads", { params: { query: { cursor: pageParam } } })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
});

export function threadQuery(threadId: string) {
  return queryOptions({
    queryKey: ["threads", "one", threadId],
    queryFn: () =>
      read(api.GET("/api/v1/threads/{thread_id}", { params: { path: { thread_id: threadId } } })),
  });
}

/** What a run was asked never changes. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ["threads", "run", runId],
    queryFn: () => read(api.GET("/api/v1/runs/{run_id}", { params: { path: { run_id: runId } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const MOST_AGENTS = 100;

export const agentsQuery = queryOptions({
  queryKey: ["my-agents", "to-talk-to"],
  queryFn: async (): Promise<Agent[]> => {
    const query = { limit: MOST_AGENTS };
    return (await read(api.GET("/api/v1/hired-agents", { params: { query } }))).items;
  },
  staleTime: 60_000,
});

/** Whether a model plans for it, so that words reach somebody who reads them. */
export function mayBeTalkedTo({ status, planner_config }: Agent): boolean {
  return status === "active" && planner_config.kind !== "deterministic";
}
