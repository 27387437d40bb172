/** A clock on the wall of a time zone, as `datetime-local` writes it ("2026-12-07T10:00"), and moments. Pure. */

const DAY = 24 * 3_600_000;

/** What the clock there shows at that moment. */
export function clockIn(zone: string, at: Date): string {
  return new Date(at.getTime() + offset(zone, at.getTime())).toISOString().slice(0, 16);
}

/** When the clock there shows it: the first time, where it does twice; undefined where a change of the clock skips it. */
export function momentOf(clock: string, zone: string): Date | undefined {
  const asUtc = Date.parse(`${clock.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const candidates = [asUtc - offset(zone, asUtc - DAY), asUtc - offset(zone, asUtc + DAY)];
  const fitting = candidates.filter((moment) => clockIn(zone, new Date(moment)) === clock.slice(0, 16));
  return fitting.length ? new Date(Math.min(...fitting)) : undefined;
}

/** "Asia/Kolkata (GMT+5:30)". */
export function zoneWords(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(
    at,
  );
  return `${zone} (${parts.find((part) => part.type === "timeZoneName")?.value ?? ""})`;
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Milliseconds that the clock there is ahead of UTC. */
function offset(zone: string, at: number): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(new Date(minute));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - minute;
}
