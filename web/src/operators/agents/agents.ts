/** Hired agents of the tenant, and what an operator does to one. */
import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, read, type Schemas } from "../../api/client";
import { pages } from "../paging";

export type AgentLine = Schemas["AgentLine"];

export const agentsQuery = pages(["agents"], (cursor) =>
  read(api.GET("/api/pp/hired-agents", { params: { query: { limit: 50, cursor } } })),
);

export function agentQuery(agentId: string) {
  return queryOptions({
    queryKey: ["operators", "agent", agentId],
    queryFn: () =>
      read(api.GET("/api/pp/hired-agents/{agent_id}", { params: { path: { agent_id: agentId } } })),
  });
}

/** The type as this agent has it: what its settings are called, and what it may spend. */
export function typeQuery(agentTypeId: string, version: number) {
  return queryOptions({
    queryKey: ["operators", "type-of-agent", agentTypeId, version],
    queryFn: () => {
      const params = { path: { agent_type_id: agentTypeId }, query: { version } };
      return read(api.GET("/api/v1/agent-types/{agent_type_id}", { params }));
    },
    staleTime: Number.POSITIVE_INFINITY, // a published version never changes
  });
}

/** Only as it was seen: 412 where somebody changed it meanwhile. */
export function switchAgent(agent: AgentLine, to: "pause" | "resume", reason: string): Promise<AgentLine> {
  const params = { path: { agent_id: agent.agent_id } };
  const options = { params, headers: ifMatch(agent.revision), body: { reason } };
  return read(
    to === "pause"
      ? api.POST("/api/pp/hired-agents/{agent_id}/pause", options)
      : api.POST("/api/pp/hired-agents/{agent_id}/resume", options),
  );
}
