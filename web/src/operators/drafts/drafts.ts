/** What the tenant's agents have drafted: listed, and one in full. */
import { queryOptions } from "@tanstack/react-query";
import { STATES } from "../../agents/deliverables/states";
import { api, read, type Schemas } from "../../api/client";
import type { AgentAndStatus } from "../FilterBar";
import { type PageOf, pages } from "../paging";

export type Draft = Schemas["Deliverable"];
export type DraftInFull = Schemas["DeliverableInFull"];

export const STATUSES = Object.keys(STATES);

export function draftsQuery({ agent_id, status }: AgentAndStatus) {
  return pages(["drafts", agent_id ?? "", status ?? ""], (cursor) =>
    read(api.GET("/api/pp/deliverables", { params: { query: { agent_id, status, cursor } } })).then(
      (page) => page as unknown as PageOf<Draft>, // the API describes its rows as plain objects
    ),
  );
}

export function draftQuery(deliverableId: string) {
  return queryOptions({
    queryKey: ["operators", "draft", deliverableId],
    queryFn: () => {
      const params = { path: { deliverable_id: deliverableId } };
      return read(api.GET("/api/v1/deliverables/{deliverable_id}", { params }));
    },
  });
}
