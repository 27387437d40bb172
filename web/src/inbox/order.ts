/** What waits, in the order of what could go wrong: highest risk first, then what ends soonest. Pure. */
import { type Approval, isRehearsal } from "./approval";

const EFFECTS = ["external", "write"]; // whatever else, the gates of an audit too, only looks
const RISKS = ["high", "medium", "low"]; // high: money, and what its type declares irreversible

export function byRisk(approvals: readonly Approval[]): Approval[] {
  return [...approvals].sort(
    (one, other) =>
      place(EFFECTS, effectOf(one)) - place(EFFECTS, effectOf(other)) ||
      place(RISKS, one.risk) - place(RISKS, other.risk) ||
      one.expires_at.localeCompare(other.expires_at) ||
      one.approval_id.localeCompare(other.approval_id),
  );
}

/** A rehearsal goes nowhere. */
function effectOf(approval: Approval): string {
  return isRehearsal(approval) ? "rehearsed" : approval.effect;
}

function place(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}
