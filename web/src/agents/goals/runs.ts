/** What became of a goal's runs, in words. Pure. */
import { counted } from "../hub/standing";
import type { GoalRun } from "../queries";

export const RUN_STATUS: Readonly<Record<GoalRun["status"], string>> = {
  queued: "Waiting to begin",
  running: "At work",
  succeeded: "Done",
  partial: "Partly done",
  failed: "Failed",
  cancelled: "Cancelled",
  denied: "Denied",
};

export const TRIGGERS: Readonly<Record<GoalRun["trigger"], string>> = {
  schedule: "by its schedule",
  manual: "run by you",
  net: "made up for a missed time",
  revise: "drafted anew after your notes",
};

export function isOpen(run: Pick<GoalRun, "status">): boolean {
  return run.status === "queued" || run.status === "running";
}

/** Only what there is; in the order in which it happens. */
export function countWords({ counts }: Pick<GoalRun, "counts">): string {
  const said = [
    counts.drafted && counted(counts.drafted, "draft", "drafts"),
    counts.opened && `${counts.opened} for your review`,
    counts.refused && `${counts.refused} could not be drafted`,
    counts.denied && `${counts.denied} stopped by a rule`,
  ];
  return said.filter(Boolean).join(", ");
}

export interface Refusal {
  title: string;
  platform: string;
  problems: { rule: string; detail: string }[];
}

/** `refused` is as the run kept it; what is not there is left out. */
export function refusalsOf({ refused }: Pick<GoalRun, "refused">): Refusal[] {
  return refused.map((one) => ({
    title: text(one.title) || text(one.name) || "A draft",
    platform: text(one.platform),
    problems: Array.isArray(one.problems) ? one.problems.map(problemOf) : [],
  }));
}

function problemOf(found: unknown): { rule: string; detail: string } {
  const said: Record<string, unknown> = typeof found === "object" && found !== null ? { ...found } : {};
  return { rule: text(said.rule), detail: text(said.detail) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
