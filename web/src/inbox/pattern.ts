/** What a yes in advance covers: one matcher for each argument (contracts §3), in data and in plain words. Pure. */
import type { Values } from "./approval";

export type Matcher = Readonly<Record<string, unknown>>;
export type Pattern = Readonly<Record<string, Matcher>>;
export type How = "const" | "prefix" | "range" | "any";

/** One argument of the call, and what the next ones may have in its place. */
export interface Part {
  name: string;
  /** The call's own; undefined where it has none. */
  value: unknown;
  how: How;
  prefix: string;
  min: number;
  max: number;
}

/** As narrow as it goes: the very values of this call. */
export function partsOf(schema: Values, values: Values): Part[] {
  const properties = schema.properties;
  const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  return names.map((name) => {
    const value = values[name];
    const number = typeof value === "number" ? value : 0;
    const how: How = name in values ? "const" : "any";
    return { name, value, how, prefix: typeof value === "string" ? value : "", min: number, max: number };
  });
}

/** The ways in which this argument can be matched. */
export function waysOf({ name: _, value }: Part): How[] {
  if (value === undefined) return ["any"];
  if (typeof value === "string") return ["const", "prefix", "any"];
  return typeof value === "number" ? ["const", "range", "any"] : ["const", "any"];
}

export function patternOf(parts: readonly Part[]): Pattern {
  return Object.fromEntries(parts.map((part) => [part.name, matcherOf(part)]));
}

function matcherOf({ how, value, prefix, min, max }: Part): Matcher {
  if (how === "const") return { const: value };
  if (how === "prefix") return { prefix };
  return how === "range" ? { min, max } : { any: true };
}

/** "begins with https://example.com/", for the argument that stands before it. */
export function spokenMatcher(matcher: Matcher): string {
  if ("const" in matcher) return `is exactly ${written(matcher.const)}`;
  if ("prefix" in matcher) return `begins with ${written(matcher.prefix)}`;
  if (Array.isArray(matcher.enum)) return `is one of ${matcher.enum.map(written).join(", ")}`;
  if ("min" in matcher && "max" in matcher)
    return `is from ${written(matcher.min)} to ${written(matcher.max)}`;
  if ("min" in matcher) return `is at least ${written(matcher.min)}`;
  if ("max" in matcher) return `is at most ${written(matcher.max)}`;
  return "may be anything";
}

function written(value: unknown): string {
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}
