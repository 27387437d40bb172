/** Several verdicts in one go: whom one fits, what is sent, and what came of each. Pure. */
import type { Schemas } from "../../api/client";
import type { Problem } from "../../api/problem";
import type { Deliverable } from "./answers";
import { isHeldBack } from "./states";

export type BatchDecision = "approve" | "reject" | "acknowledge";
export const MOST_AT_ONCE = 50; // of one call (contracts §3)

type Answered = Schemas["ItemReviewed"];
type Item = Schemas["ReviewOfOne"];

/** What this one can be answered with in a batch; none for what nobody is asked about. */
export function answersFor(one: Deliverable): readonly BatchDecision[] {
  if (isHeldBack(one)) return ["reject"];
  if (one.status !== "pending_review") return [];
  return one.kind === "report" ? ["acknowledge"] : ["approve", "reject"];
}

export function fitting(items: readonly Deliverable[], decision: BatchDecision): Deliverable[] {
  return items.filter((one) => answersFor(one).includes(decision));
}

/** Bound to the version that was shown, whatever stands there meanwhile. */
export function verdictOn(one: Deliverable, decision: BatchDecision, notes: string): Item {
  return { deliverable_id: one.deliverable_id, decision, digest: one.digest, version: one.version, notes };
}

export function inCalls<T>(items: readonly T[], most = MOST_AT_ONCE): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, call) =>
    items.slice(call * most, (call + 1) * most),
  );
}

export interface Outcome {
  one: Deliverable;
  ok: boolean;
  /** The state it has now, where the API says it. */
  status: string;
  detail: string;
  reference: string;
}

/** One for each that was asked about, in the same order; what the answer leaves out is not passed over. */
export function outcomesOf(asked: readonly Deliverable[], answers: readonly Answered[]): Outcome[] {
  const told = new Map(answers.map((answer) => [answer.deliverable_id, answer]));
  return asked.map((one) => {
    const said = told.get(one.deliverable_id);
    if (!said) return silent(one, "Nothing was said about this one. Look at it before you try again.");
    const detail = said.problem?.detail ?? "";
    return {
      one,
      ok: said.status === 200,
      status: said.deliverable_status,
      detail,
      reference: said.problem?.correlation_id ?? "",
    };
  });
}

/** Of a call that was refused as a whole, or that nobody answered. */
export function allFailed(asked: readonly Deliverable[], problem: Problem): Outcome[] {
  return asked.map((one) => ({
    ...silent(one, problem.message),
    reference: problem.document.correlation_id ?? "",
  }));
}

function silent(one: Deliverable, detail: string): Outcome {
  return { one, ok: false, status: "", detail, reference: "" };
}
