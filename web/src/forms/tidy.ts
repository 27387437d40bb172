/**
 * A value as it is sent: what was emptied is gone, and so is an optional group in which nothing is left. One that may be
 * null is set and taken away by its own button.
 */
import type { Node } from "./model";
import { isRecord } from "./pointers";

/** `before` is the value before the change: an empty group that stood there already stays. */
export function tidy(node: Node | undefined, value: unknown, before: unknown): unknown {
  if (Array.isArray(value)) {
    const old = Array.isArray(before) ? before : [];
    return value.map((inner, at) => tidy(node?.element, inner, old[at]) ?? null);
  }
  if (!isRecord(value)) return value;
  const old = isRecord(before) ? before : {};
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, tidy(node?.members.get(name), inner, old[name])] as const)
    .filter(
      ([name, inner]) => inner !== undefined && !isLeftEmpty(node?.members.get(name), inner, old[name]),
    );
  return Object.fromEntries(kept);
}

function isLeftEmpty(member: Node | undefined, value: unknown, before: unknown): boolean {
  if (member?.kind !== "group" || member.required || member.nullable) return false;
  return (
    isRecord(value) &&
    Object.keys(value).length === 0 &&
    !(isRecord(before) && Object.keys(before).length === 0)
  );
}
