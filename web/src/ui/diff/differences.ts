/** Where two JSON values differ, by JSON pointer, as the API words it (contracts §3); lists are compared whole. Pure. */
import type { Schemas } from "../../api/client";
import { between } from "./words";

export type Change = Pick<Schemas["Change"], "op" | "path"> & Partial<Schemas["Change"]>;

export function differences(before: unknown, after: unknown, at = ""): Change[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => ofPlace(before, after, name, `${at}/${escaped(name)}`));
  }
  if (isEqual(before, after)) return [];
  return [{ op: "replace", path: at, before, after, words: words(before, after) }];
}

type Plain = Record<string, unknown>;

function ofPlace(before: Plain, after: Plain, name: string, path: string): Change[] {
  if (!(name in after)) return [{ op: "remove", path, before: before[name] }];
  if (!(name in before)) return [{ op: "add", path, after: after[name] }];
  return differences(before[name], after[name], path);
}

function words(before: unknown, after: unknown) {
  return typeof before === "string" && typeof after === "string" ? between(before, after) : null;
}

/** RFC 6901. */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
  if (isObject(one) && isObject(other)) return differences(one, other).length === 0;
  return one === other;
}
