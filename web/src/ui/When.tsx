/** A moment in the user's own zone, as he writes dates; the exact one on hover. */
import { useMe } from "../session/me";

const STYLE: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };

/** `at` is UTC, ISO 8601. The zone is the member's; the browser's until it is known. */
export function When({ at, zone }: { at: string | null | undefined; zone?: string }) {
  const own = useMe()?.timezone;
  if (!at) return <>–</>;
  const timeZone = zone ?? own;
  return (
    <time dateTime={at} title={`${at}${timeZone ? ` · shown in ${timeZone}` : ""}`}>
      {inZone(at, timeZone)}
    </time>
  );
}

export function inZone(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(undefined, { ...STYLE, ...(timeZone && { timeZone }) }).format(new Date(at));
}
