/** The audit trail at the API: its entries, its check, its export. */
import { api, read, readWhole, type Schemas } from "../../api/client";
import { pages } from "../paging";
import { daysOf, type Period } from "./period";

export type AuditEntry = Schemas["AuditEntry"];
export type Verdict = Awaited<ReturnType<typeof verify>>;

export interface EntriesFilter extends Period {
  correlation_id?: string;
  actor?: string;
}

export function entriesQuery({ correlation_id, actor, from, to }: EntriesFilter) {
  return pages(["audit", correlation_id ?? "", actor ?? "", from ?? "", to ?? ""], (cursor) =>
    read(
      api.GET("/api/v1/audit", { params: { query: { correlation_id, actor, from, to, limit: 50, cursor } } }),
    ),
  );
}

export function verify(period: Period) {
  return read(api.POST("/api/v1/audit/verify", { body: daysOf(period) }));
}

export interface ExportWanted extends Period {
  user_id: string;
  agent_id: string;
}

export type Exported =
  | { kind: "text"; text: string }
  | { kind: "link"; url: string; bytes: number; expiresAt: string };

/** The evidence itself, or where it is for an hour. */
export async function exportTrail({ user_id, agent_id, ...period }: ExportWanted): Promise<Exported> {
  const body = { ...daysOf(period), user_id, agent_id };
  const asked = api.POST("/api/v1/audit/export", { body, parseAs: "text" });
  const { data, response } = await readWhole<string>(asked);
  if (response.status !== 201) return { kind: "text", text: data };
  const { url, bytes, expires_at } = JSON.parse(data) as { url: string; bytes: number; expires_at: string };
  return { kind: "link", url, bytes, expiresAt: expires_at };
}
