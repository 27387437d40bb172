/** All that happened under one correlation id. */
import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Timeline = Schemas["Timeline"];
export type Moment = Schemas["Moment"];

export function timelineQuery(correlationId: string) {
  return queryOptions({
    queryKey: ["operators", "timeline", correlationId],
    queryFn: () => {
      const params = { path: { correlation_id: correlationId } };
      return read(api.GET("/api/pp/timeline/{correlation_id}", { params }));
    },
  });
}

/** Who says so, in words: a colour alone would not. */
export const SOURCES: Readonly<Record<Moment["source"], string>> = {
  api: "Request",
  run: "Run",
  approval: "Approval",
  effect: "Effect outside",
  deliverable: "Draft",
  denial: "Denial",
  audit: "Audit",
};

export type Emphasis = "refused" | "done" | "plain";

/** A denial is what most come for; what was really done outside is what they ask next. */
export function emphasisOf(moment: Moment): Emphasis {
  if (moment.source === "denial") return "refused";
  return moment.what === "effect.confirmed" ? "done" : "plain";
}

/** The one sentence that was kept with a moment, where there is one: a reason, a note, a detail. */
export function sentenceOf(detail: unknown): string {
  if (typeof detail === "string") return detail;
  if (!detail || typeof detail !== "object") return "";
  const said = Object.fromEntries(Object.entries(detail));
  for (const name of ["detail", "reason", "note"]) {
    const words = said[name];
    if (typeof words === "string" && words) return words;
  }
  return "";
}
