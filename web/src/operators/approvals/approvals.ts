/** Approvals of the whole tenant: listed, read in full, taken back. */
import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";
import { STATUSES as EVERY } from "../../inbox/search";
import { type PageOf, pages } from "../paging";

export type Approval = Schemas["Approval"];
export type ApprovalInFull = Schemas["ApprovalInFull"];

/** What waits, which is where a list begins, and how one can end. */
export const STATUSES = EVERY.filter((one) => one !== "all");

export interface ApprovalsFilter {
  agent_id?: string;
  status?: string;
}

export function approvalsQuery({ agent_id, status = "pending" }: ApprovalsFilter) {
  return pages(["approvals", agent_id ?? "", status], (cursor) =>
    read(api.GET("/api/pp/approvals", { params: { query: { agent_id, status, cursor } } })).then(
      (page) => page as unknown as PageOf<Approval>, // the API describes its rows as plain objects
    ),
  );
}

export function approvalQuery(approvalId: string) {
  return queryOptions({
    queryKey: ["operators", "approval", approvalId],
    queryFn: () => {
      const params = { path: { approval_id: approvalId } };
      return read(api.GET("/api/v1/approvals/{approval_id}", { params }));
    },
  });
}

/** It waits, or somebody said yes and nothing has come of it. The server says the last word. */
export function mayBeRevoked(approval: Approval): boolean {
  if (approval.status === "pending") return true;
  const isYes = approval.status === "approved" || approval.status === "edited";
  return isYes && approval.attempts === 0 && !approval.settled_at;
}

export function revoke(approvalId: string, reason: string): Promise<Approval> {
  const params = { path: { approval_id: approvalId } };
  return read(api.POST("/api/v1/approvals/{approval_id}/revoke", { params, body: { reason } }));
}
