/** When something that was surely not sent may be tried once more. Pure. */
import { isObject } from "../../ui/diff/differences";
import { lasting } from "../../ui/now";
import type { InFull } from "./answers";

const PAUSE = 60; // seconds after such an attempt, or longer where the other side says so

export function againWords({ result, settled_at }: InFull["effect"], expiresAt: string | null): string {
  const asked = isObject(result) ? Number(result.retry_after) : 0;
  const wait = Math.max(PAUSE, asked || 0) * 1000;
  const from = Date.parse(String(settled_at ?? "")) + wait;
  if (expiresAt && from >= Date.parse(expiresAt))
    return "The other side takes nothing before this approval expires: reject it, or have a new one drafted later.";
  return `The yes stands. Try again ${lasting(wait)} after that.`;
}
