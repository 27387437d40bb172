/** What the inbox's address says beside the approval: which ones are listed. */
export type Status = (typeof STATUSES)[number];

export const STATUSES = [
  "pending",
  "all",
  "approved",
  "edited",
  "denied",
  "responded",
  "revised",
  "acknowledged",
  "expired",
  "revoked",
  "cancelled",
] as const;

export interface InboxSearch {
  /** Left out for what waits. */
  status?: Status;
  agent?: string;
}

export function inboxSearch(said: Record<string, unknown>): InboxSearch {
  const status = STATUSES.find((one) => one === said.status && one !== "pending");
  const agent = typeof said.agent === "string" ? said.agent : "";
  return { ...(status && { status }), ...(agent && { agent }) };
}
