/** What one agrees to by hiring a type, in words. Pure; the terms are the type's own. */
import type { Schemas } from "../../api/client";
import { moneyOf } from "../../ui/Money";
import { counted } from "../hub/standing";
import type { AgentType } from "../queries";

type Terms = AgentType["enforcement_defaults"];

const DAY = 86_400;
const HOUR = 3_600;
const MINUTE = 60;

export const hasTrial = (terms: Terms): boolean => (terms.trial?.days ?? 0) > 0;

export function trialTerms(terms: Terms): string {
  if (!hasTrial(terms)) return "There is no trial.";
  const { days, caps } = terms.trial;
  const most = [
    caps?.actions != null && counted(caps.actions, "action", "actions"),
    caps?.goal_runs != null && counted(caps.goal_runs, "goal run", "goal runs"),
  ].filter(Boolean);
  const within = most.length > 0 ? `, with ${most.join(" and ")} at most` : "";
  return `${counted(days, "day", "days")} free${within}. Then it stops acting until you choose the monthly plan.`;
}

export function budgetTerms(terms: Terms): string {
  if (terms.budget_cents == null) return "No limit to what it may spend.";
  return `It spends ${moneyOf(terms.budget_cents)} a month at most; beyond that it stops.`;
}

export function retentionTerms(terms: Terms): string {
  return `After you end it, you can look at it for ${counted(terms.retention_days ?? 0, "day", "days")}.`;
}

export interface Asked {
  /** “publish, post or send” */
  verbs: string;
  words: string;
}

/** The deeds that always wait for a person, and for how long they wait; those on the same terms together. */
export function approvalTerms(terms: Terms): Asked[] {
  const byTerms = new Map<string, string[]>();
  for (const [verb, asking] of Object.entries(terms.approvals?.verbs ?? {})) {
    if (!asking.always_ask) continue;
    const words = askingWords(asking);
    byTerms.set(words, [...(byTerms.get(words) ?? []), verb.replaceAll("_", " ")]);
  }
  return [...byTerms].map(([words, verbs]) => ({ verbs: OR.format(verbs), words }));
}

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

function askingWords(asking: Schemas["Asking"]): string {
  const said = [
    asking.people === 2 && "two people must agree",
    asking.fresh_login && "after a fresh sign-in",
    asking.expires_in && `you have ${durationWords(asking.expires_in)} to decide`,
  ];
  return said.filter(Boolean).join(", ");
}

export function durationWords(seconds: number): string {
  if (seconds % DAY === 0) return counted(seconds / DAY, "day", "days");
  if (seconds % HOUR === 0) return counted(seconds / HOUR, "hour", "hours");
  return counted(Math.round(seconds / MINUTE), "minute", "minutes");
}

const RHYTHMS: Readonly<Record<string, string>> = {
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  on_demand: "when you ask",
};

export function rhythmWords(frequencies: readonly string[]): string {
  return frequencies.map((one) => RHYTHMS[one] ?? one).join(" or ");
}
