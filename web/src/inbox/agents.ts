/** The agents that approvals come from, by name. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { useRoles } from "../session/me";
import { waitingQuery } from "./queries";

const MOST = 100; // a page of that list

/** A customer's own. */
export const ownAgentsQuery = queryOptions({
  queryKey: ["my-agents", "hired"],
  queryFn: () => read(api.GET("/api/v1/hired-agents", { params: { query: { limit: MOST } } })),
});

/** Those that have something waiting and, where a person may list them, his own; the chosen one in any case. */
export function useAgents(chosen: string): { value: string; label: string }[] {
  const own = useQuery({ ...ownAgentsQuery, enabled: useRoles().has("customer") });
  const { data } = useQuery(waitingQuery);
  const names = new Map<string, string>(chosen ? [[chosen, chosen]] : []);
  for (const one of own.data?.items ?? []) names.set(one.agent_id, one.name);
  for (const one of data?.items ?? []) names.set(one.agent_id, one.agent_name || one.agent_id);
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label));
}
