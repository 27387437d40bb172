/** What came of a Save, from what the socket said of it. */
import { asProblem, type ProblemDocument } from "../api/problem";
import { standingAfter } from "./standing";
import type { ActionMessage, ActionOutcome } from "./types";

/** From the `content` of the TOOL_CALL_RESULT in the Save's little run (contracts §5). */
export async function outcomeOf(content: string, message: ActionMessage): Promise<ActionOutcome> {
  const said = parsed(content);
  if (said.status === "ok") return { kind: "saved" };
  const problem = problemIn(said);
  return said.status === "refused" ? orConflict(problem, message) : { kind: "refused", problem };
}

/** From a `refused` frame, or from a `Problem` that was thrown on the way. */
export function refusedWith(problem: ProblemDocument): ActionOutcome {
  return { kind: "refused", problem };
}

/** The answer does not say why it is a no: rows that stand at another revision than the sender saw tell. */
async function orConflict(problem: ProblemDocument, message: ActionMessage): Promise<ActionOutcome> {
  try {
    const standing = await standingAfter(message);
    return standing ? { kind: "conflict", problem, ...standing } : { kind: "refused", problem };
  } catch (thrown) {
    const { detail, title } = asProblem(thrown).document;
    return { kind: "refused", problem: { ...problem, unread: detail ?? title } };
  }
}

function problemIn(said: Record<string, unknown>): ProblemDocument {
  const errors = Array.isArray(said.problems) ? said.problems.filter(isFieldError) : [];
  const detail = typeof said.detail === "string" && said.detail ? said.detail : errors[0]?.detail;
  return {
    title: "Not saved",
    status: 422,
    detail: detail ?? "The form could not be saved. Try again.",
    errors,
    ...(typeof said.rule === "string" && { rule: said.rule }),
  };
}

function isFieldError(value: unknown): value is { pointer: string; detail: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "pointer" in value &&
    typeof value.pointer === "string" &&
    "detail" in value &&
    typeof value.detail === "string"
  );
}

function parsed(content: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(content);
    return typeof said === "object" && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}
