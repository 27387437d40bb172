/** An approval as the API shows it, and what can be told of it without asking again. Pure. */
import type { Schemas } from "../api/client";

export type Approval = Schemas["Approval"];
export type ApprovalInFull = Schemas["ApprovalInFull"];
export type Attempt = Schemas["Attempt"];
export type Verdict = Schemas["Verdict-Input"]["verdict"];
export type Values = Approval["arguments"];
export type Names = Readonly<Record<string, string>>;

/** What each kind can be answered with (contracts §3); whether this person may, the answer says by `may_decide`. */
const FITTING: Readonly<Record<string, readonly Verdict[]>> = {
  tool_call: ["approve", "edit", "deny", "respond", "revise"],
  final: ["approve", "edit", "deny", "respond", "revise"],
  deliverable: ["approve", "edit", "deny", "revise"],
  context: ["approve", "deny"],
  report: ["acknowledge"],
};

export function fits(approval: Approval, verdict: Verdict): boolean {
  return FITTING[approval.kind]?.includes(verdict) ?? false;
}

export function isOpen(approval: Approval): boolean {
  return approval.status === "pending";
}

/** `now` in milliseconds since the epoch. */
export function isOver(approval: Approval, now: number): boolean {
  return Date.parse(approval.expires_at) <= now;
}

/** A yes changes nothing, here or outside. */
export function isRehearsal(approval: Approval): boolean {
  return approval.mode === "rehearse" && (approval.effect === "external" || approval.effect === "write");
}

/** What a bare letter must never set off. */
export function goesOutside(approval: Approval): boolean {
  return approval.effect === "external";
}

export function isYes(approval: Approval): boolean {
  return approval.status === "approved" || approval.status === "edited";
}

export function mayEdit(approval: ApprovalInFull): boolean {
  return approval.may_decide && fits(approval, "edit") && approval.arguments_schema !== null;
}

/** A yes that nothing came of yet can be taken back; so can what still waits. The server knows who may. */
export function canBeRevoked(approval: Approval): boolean {
  return isOpen(approval) || (isYes(approval) && !approval.attempts && !approval.settled_at);
}

/** It was decided, and what comes of it is still to be told. */
export function isSettling(approval: Approval): boolean {
  return !isOpen(approval) && !approval.settled_at && !approval.needs_person && !approval.deliverable_id;
}
