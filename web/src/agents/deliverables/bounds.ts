/** When something approved may be scheduled for: a minute from now at the earliest, before its approval expires. Pure. */
import { clockIn, momentOf } from "./zones";

const MINUTE = 60_000;
const SLACK = 5_000; // until the server reads it

export interface Bounds {
  earliest: Date;
  latest: Date;
}

/** Whole minutes, as a form gives them; undefined where there is no time left. */
export function boundsOf(expiresAt: string | null, now: number): Bounds | undefined {
  const earliest = Math.ceil((now + MINUTE + SLACK) / MINUTE) * MINUTE;
  const end = expiresAt ? Date.parse(expiresAt) : Number.NaN;
  const latest = Math.ceil(end / MINUTE - 1) * MINUTE;
  if (Number.isNaN(latest) || latest < earliest) return undefined;
  return { earliest: new Date(earliest), latest: new Date(latest) };
}

/** Why this clock time will not do; undefined where it will. */
export function timeProblem(clock: string, zone: string, bounds: Bounds): string | undefined {
  if (!clock) return "Choose a date and a time.";
  const at = momentOf(clock, zone);
  if (!at) return "The clocks skip this time on that day; choose another.";
  if (at < bounds.earliest) return "A minute from now at the earliest.";
  if (at > bounds.latest)
    return `Before the approval expires: ${readable(clockIn(zone, bounds.latest))} at the latest.`;
  return undefined;
}

function readable(clock: string): string {
  return clock.replace("T", " ");
}
