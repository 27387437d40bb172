/** Approvals in plain words: what they are, what was decided, what came of it. Pure. */
import type { Approval, Attempt, Names, Verdict } from "./approval";
import { isRehearsal } from "./approval";
import type { Status } from "./search";

const KINDS: Readonly<Record<string, string>> = {
  context: "Context",
  final: "Answer",
  report: "Report",
};
const EFFECTS: Readonly<Record<string, string>> = {
  external: "Goes outside",
  write: "Changes data",
  read: "Looks",
};
const MODES: Readonly<Record<string, string>> = {
  live: "Live",
  draft: "Draft: every change is asked about",
  rehearse: "Rehearsal: nothing is sent, whatever you decide",
};
const DONE: Readonly<Record<string, string>> = {
  approved: "approved it",
  edited: "changed and approved it",
  denied: "denied it",
  responded: "answered in words",
  revised: "asked for another version",
  acknowledged: "has read it",
  revoked: "took it back",
  cancelled: "called it off",
};
const EFFECT_STATUSES: Readonly<Record<string, string>> = {
  ok: "Done",
  prepared: "About to be sent",
  dispatched: "Being sent",
  confirmed: "Sent, and answered",
  failed: "Refused by the other side",
  not_sent: "Not sent",
  unknown: "It may or may not have arrived; it is being looked up",
  needs_person: "Nobody can tell whether it arrived; look there yourself",
  denied: "Not done",
  refused: "Not done",
  expired: "Not done: nobody decided in time",
  revoked: "Not done: it was taken back",
  cancelled: "Not done: it was called off",
  responded: "Your words went to the agent",
  revise: "Your notes went to the agent",
};

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  pending: "Waiting",
  all: "All that ended",
  approved: "Approved",
  edited: "Changed and approved",
  denied: "Denied",
  responded: "Answered in words",
  revised: "Sent back",
  acknowledged: "Read",
  expired: "Expired",
  revoked: "Taken back",
  cancelled: "Called off",
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  approve: "Approve",
  edit: "Approve with changes",
  deny: "Deny",
  respond: "Respond",
  revise: "Ask for another version",
  acknowledge: "I have read this",
};

export function kindOf(approval: Approval): string {
  return KINDS[approval.kind] ?? EFFECTS[approval.effect] ?? approval.effect;
}

export function modeOf(approval: Approval): string {
  return MODES[approval.mode] ?? approval.mode;
}

export function statusOf(status: string): string {
  return Object.entries(STATUS_WORDS).find(([name]) => name === status)?.[1] ?? status;
}

export function effectStatus({
  status,
  rehearsed,
}: Pick<Attempt, "status"> & { rehearsed?: boolean }): string {
  return rehearsed ? "Rehearsed: nothing was sent" : (EFFECT_STATUSES[status] ?? status);
}

/** "Anna denied it", "You approved it", "Nobody decided in time". */
export function decisionOf(approval: Approval, names: Names, me: string): string {
  if (approval.status === "expired") return "Nobody decided in time";
  const done = DONE[approval.status];
  if (!done) return statusOf(approval.status);
  const by = personOf(approval.decided_by, names, me, "You");
  if (approval.decided_from.door === "standing") return `${by} said yes to it in advance`;
  return by === "You" ? `You ${done.replace(/^has /, "have ")}` : `${by} ${done}`;
}

export function personOf(id: string, names: Names, me: string, you = "you"): string {
  if (id && id === me) return you;
  if (id.startsWith("role.")) return `every ${id.slice("role.".length)}`;
  return names[id] ?? (id.startsWith("usr_") || !id ? id || "Somebody" : "Greenlight");
}

/** What comes after its time. */
export function afterwards(approval: Approval): string {
  if (approval.kind === "report") return "Then it counts as not read.";
  if (approval.kind === "deliverable") return "Then nothing is sent, and the draft is closed.";
  return "Then it counts as no: nothing is done, and the agent is told.";
}

/** What becomes of a changed version after the yes. */
export function promise(approval: Approval): string {
  if (isRehearsal(approval)) return "Rehearsal: nothing is sent.";
  if (approval.kind === "deliverable") return "It may then be sent, once.";
  return approval.effect === "external" ? "It is then sent, once." : "";
}
