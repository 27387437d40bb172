/** One part of a schema without references and without the ways to say "or null": plain words to read. */
import { isRecord, pathOf, valueAt } from "./pointers";

export interface Flat {
  words: Record<string, unknown>;
  nullable: boolean;
  /** References on the way here; one that comes again is a circle. */
  passed: ReadonlySet<string>;
  /** Why this cannot be drawn, if so. */
  beyond?: string;
}

const MOST_STEPS = 40;

export function flatten(raw: unknown, root: unknown, passed: ReadonlySet<string>): Flat {
  let flat: Flat = { words: isRecord(raw) ? { ...raw } : {}, nullable: false, passed };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = withoutReference(flat, root) ?? withoutAllOf(flat) ?? withoutNull(flat);
    if (!next) return flat;
    flat = next;
    if (flat.beyond) return flat;
  }
  return { ...flat, beyond: "is nested too deep" };
}

function withoutReference(flat: Flat, root: unknown): Flat | undefined {
  const { $ref, ...beside } = flat.words;
  if ($ref === undefined) return undefined;
  if (typeof $ref !== "string" || !/^#(\/|$)/.test($ref))
    return { ...flat, beyond: "refers to another document" };
  if (flat.passed.has($ref)) return { ...flat, beyond: "refers to itself" };
  const target = valueAt(root, pathOf(decodeURIComponent($ref.slice(1))));
  if (!isRecord(target)) return { ...flat, beyond: "refers to what is not there" };
  return { ...flat, words: { ...target, ...beside }, passed: new Set([...flat.passed, $ref]) };
}

/** Of one element: how a reference with a title beside it used to be written. */
function withoutAllOf(flat: Flat): Flat | undefined {
  const { allOf, ...beside } = flat.words;
  const only = Array.isArray(allOf) && allOf.length === 1 ? allOf[0] : undefined;
  return isRecord(only) ? { ...flat, words: { ...only, ...beside } } : undefined;
}

function withoutNull(flat: Flat): Flat | undefined {
  if (Array.isArray(flat.words.type)) return fromTypes(flat, flat.words.type);
  for (const name of ["anyOf", "oneOf"]) {
    const { [name]: branches, ...beside } = flat.words;
    if (!Array.isArray(branches)) continue;
    const others = branches.filter((one) => !isRecord(one) || one.type !== "null");
    const nullable = flat.nullable || others.length < branches.length;
    if (others.length === 1 && isRecord(others[0]) && others[0].const === undefined) {
      return { ...flat, nullable, words: { ...others[0], ...beside } };
    }
    if (others.length < branches.length) return { ...flat, nullable, words: { ...beside, [name]: others } };
  }
  return undefined;
}

function fromTypes(flat: Flat, types: unknown[]): Flat | undefined {
  const others = types.filter((one) => one !== "null");
  if (others.length !== 1) return undefined;
  const { enum: choices, ...beside } = flat.words;
  const said = Array.isArray(choices) ? { enum: choices.filter((one) => one !== null) } : {};
  const nullable = flat.nullable || (others.length < types.length && takesNull(choices));
  return { ...flat, nullable, words: { ...beside, ...said, type: others[0] } };
}

function takesNull(choices: unknown): boolean {
  return !Array.isArray(choices) || choices.includes(null);
}
