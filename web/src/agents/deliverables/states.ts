/** The states of a deliverable in words (docs/my-agents.md §3), with a colour that only repeats them. */
import type { Deliverable } from "./answers";

export interface State {
  label: string;
  color: string;
  means: string;
}

export const STATES = {
  draft: { label: "Draft", color: "gray", means: "It is being prepared; nobody is asked about it yet." },
  pending_review: {
    label: "Waiting for review",
    color: "orange",
    means: "Nothing happens before somebody says yes.",
  },
  approved: {
    label: "Approved",
    color: "teal",
    means: "Nothing is sent until you say so, or give it a time.",
  },
  rejected: { label: "Rejected", color: "red", means: "Nothing will come of it." },
  revising: { label: "Being rewritten", color: "blue", means: "The agent is working on another version." },
  acknowledged: {
    label: "Read",
    color: "teal",
    means: "Somebody said that it was read. Nothing else was asked.",
  },
  scheduled: { label: "Scheduled", color: "blue", means: "It is carried out by itself at its time." },
  executed: { label: "Carried out", color: "green", means: "It was sent as it was approved, once." },
  failed: { label: "Failed", color: "red", means: "The other side said no. It is not sent again." },
  needs_person: {
    label: "Needs a look",
    color: "red",
    means: "Nobody can say whether it arrived, so it is not sent again.",
  },
  expired: { label: "Expired", color: "gray", means: "Its time was over before anything came of it." },
} as const satisfies Record<string, State>;

export type Status = keyof typeof STATES;

const HELD_BACK: State = {
  label: "Held back",
  color: "red",
  means: "A rule keeps it from review. You can only throw it away.",
};
const REHEARSED: State = {
  label: "Rehearsed",
  color: "green",
  means: "Nothing was sent. What would have been stands below, to the byte.",
};

export function isStatus(status: string | undefined): status is Status {
  return status !== undefined && Object.hasOwn(STATES, status);
}

export function stateOf(one: Pick<Deliverable, "status" | "problems" | "effect">): State {
  if (isHeldBack(one)) return HELD_BACK;
  if (one.status === "executed" && one.effect.rehearsed === true) return REHEARSED;
  return isStatus(one.status) ? STATES[one.status] : { label: one.status, color: "gray", means: "" };
}

/** A draft that a gate does not let through: its customer can throw it away, and nothing else. */
export function isHeldBack(one: Pick<Deliverable, "status" | "problems">): boolean {
  return one.status === "draft" && one.problems.length > 0;
}

const SETTLED: readonly string[] = [
  "rejected",
  "acknowledged",
  "executed",
  "failed",
  "needs_person",
  "expired",
];

export function isSettled(status: string): boolean {
  return SETTLED.includes(status);
}

/** A person said yes, and nothing has come of it yet. */
export function isGood(status: string): boolean {
  return status === "approved" || status === "scheduled";
}
