/** What My Agents asks the API, and under which keys the answers are kept. All begin with `my-agents`. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import { queries } from "../api/queries";

export type Instance = Schemas["Instance"];
export type Usage = Schemas["Usage"];
export type Agent = Schemas["AgentInFull"];
export type AgentType = Schemas["AgentType"];
export type Goal = Schemas["StoredGoal"];
export type GoalRun = Schemas["StoredRun"];

const MOST = 100; // a page of whatever has no more than that

/** One call has all that the hub shows. */
export const summaryQuery = (selected: string) =>
  queryOptions({
    queryKey: ["my-agents", "summary", selected],
    queryFn: () => read(api.GET("/api/cp/my-agents/summary", { params: { query: { selected } } })),
    placeholderData: keepPreviousData,
  });

export const agentQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["my-agents", "agent", agentId],
    queryFn: () =>
      read(api.GET("/api/v1/hired-agents/{agent_id}", { params: { path: { agent_id: agentId } } })),
  });

export const typesQuery = queryOptions({
  queryKey: ["my-agents", "types"],
  queryFn: () => read(api.GET("/api/v1/agent-types", { params: { query: { limit: MOST } } })),
  staleTime: 60_000,
});

/** A published version never changes; without one it is the newest. */
export const typeQuery = (typeId: string, version?: number) =>
  queryOptions({
    queryKey: ["my-agents", "type", typeId, version ?? "newest"],
    queryFn: () =>
      read(
        api.GET("/api/v1/agent-types/{agent_type_id}", {
          params: { path: { agent_type_id: typeId }, query: { version } },
        }),
      ),
    staleTime: version ? Number.POSITIVE_INFINITY : 60_000,
  });

export const zonesQuery = queryOptions({
  queryKey: ["my-agents", "time-zones"],
  queryFn: () => read(api.GET("/api/cp/time-zones")),
  staleTime: Number.POSITIVE_INFINITY,
});

/** After anything that changes an agent: the hub, its configuration, and whoever else shows agents. */
export async function agentsChanged(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ["my-agents"] });
}
