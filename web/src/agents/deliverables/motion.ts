/** When to look again: often while something is on its way, at its hour where it has one, else not at all. Pure. */
import type { Approval, Deliverable } from "./answers";
import { isGood, isHeldBack } from "./states";

export const SOON = 2_000; // milliseconds
const LATEST = 10 * 60_000;
const FRESH = 15_000; // what was just decided is looked at by the rules once more, and may still turn

type Moving = Pick<Deliverable, "status" | "problems" | "scheduled_at" | "updated_at">;

/** Milliseconds until the next look; false for none. `now` in milliseconds since the epoch. */
export function nextLook(items: readonly Moving[], now: number): number | false {
  if (items.some((one) => isMoving(one, now))) return SOON;
  const hours = items
    .filter((one) => one.status === "scheduled" && one.scheduled_at)
    .map((one) => Date.parse(one.scheduled_at ?? "") - now);
  return hours.length > 0 && Math.min(Math.max(SOON, Math.min(...hours)), LATEST);
}

function isMoving(one: Moving, now: number): boolean {
  if (one.status === "draft") return !isHeldBack(one);
  if (one.status === "revising") return true;
  if (!isGood(one.status)) return false;
  const due = one.status === "scheduled" && Date.parse(one.scheduled_at ?? "") <= now + SOON;
  return due || now - Date.parse(one.updated_at) < FRESH;
}

const UNDERWAY: readonly string[] = ["prepared", "dispatched", "unknown"];

/** Whether an attempt is being made or looked up at this moment. */
export function isUnderway(
  one: Pick<Deliverable, "status">,
  approval: Pick<Approval, "effects"> | undefined,
): boolean {
  const last = approval?.effects.at(-1);
  return isGood(one.status) && last !== undefined && UNDERWAY.includes(last.status);
}
