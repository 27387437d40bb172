/** A value with another one at a place. */
import { isRecord } from "../../forms/pointers";

/** Objects that are missing on the way are made; nothing that was given is changed. */
export function withValueAt(value: unknown, path: readonly string[], next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    return value.map((inner, at) => (String(at) === step ? withValueAt(inner, rest, next) : inner));
  }
  const given = isRecord(value) ? value : {};
  return { ...given, [step]: withValueAt(given[step], rest, next) };
}
