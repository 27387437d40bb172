/** What a gate has refused. The API describes these rows as plain objects; this is what they hold. */
import { api, read } from "../../api/client";
import { pages } from "../paging";

const FIELDS = [
  "denial_id",
  "rule",
  "detail",
  "actor",
  "stage",
  "subject",
  "tool",
  "agent_id",
  "user_id",
  "correlation_id",
  "at",
] as const;

export type Denial = Record<(typeof FIELDS)[number], string>;

export function denialsQuery(correlationId = "") {
  return pages(["denials", correlationId], async (cursor) => {
    const query = { correlation_id: correlationId, cursor };
    const page = await read(api.GET("/api/pp/denials", { params: { query } }));
    return { ...page, items: page.items.map(denialOf) };
  });
}

export function denialOf(item: Record<string, unknown>): Denial {
  const text = (name: string) => [name, typeof item[name] === "string" ? item[name] : ""];
  return Object.fromEntries(FIELDS.map(text)) as Denial;
}

const STAGES: Readonly<Record<string, string>> = {
  call: "when an agent called a tool",
  draft: "when a draft was made",
  approval: "when a person decided",
  send: "just before it was sent",
  route: "when a person asked for it",
};

/** Where on its way it was refused. */
export function stageWords(stage: string): string {
  return STAGES[stage] ?? stage;
}
