/** A moment in the user's own zone, as he writes dates; the exact one on hover. */
import { useMe } from "../session/me";

const STYLE: Intl.DateTimeFormatOptions = { dateStyle: "medium" };

interface Props {
  at: string | null | undefined;
  zone?: string;
  /** To the second, where the order of moments matters. */
  seconds?: boolean;
}

/** `at` is UTC, ISO 8601. The zone is the member's; the browser's until it is known. */
export function When({ at, zone, seconds }: Props) {
  const own = useMe()?.timezone;
  if (!at) return <>–</>;
  const timeZone = zone ?? own;
  return (
    <time dateTime={at} title={`${at}${timeZone ? ` · shown in ${timeZone}` : ""}`}>
      {inZone(at, timeZone, seconds ? "medium" : "short")}
    </time>
  );
}

export function inZone(at: string, timeZone?: string, timeStyle: "short" | "medium" = "short"): string {
  const style = { ...STYLE, timeStyle, ...(timeZone && { timeZone }) };
  return new Intl.DateTimeFormat(undefined, style).format(new Date(at));
}
