/** What a schema takes from the agent's configuration: `x-default-from`, `x-one-of`, `x-keys-from`. */
import { type Node, word } from "./model";
import { pathOf, valueAt } from "./pointers";
import type { FormContext } from "./types";

/** Undefined where the configuration is not known; empty where it has no list there (yet). */
export function listAt({ config }: FormContext, pointer: string): unknown[] | undefined {
  if (config === undefined) return undefined;
  const found = valueAt(config, pathOf(pointer));
  return Array.isArray(found) ? found : [];
}

/** The members that the configuration asks for. */
export function neededKeys(node: Node, context: FormContext): ReadonlySet<unknown> {
  const pointer = word(node, "x-keys-from");
  return new Set(pointer ? listAt(context, pointer) : []);
}

/** The members that are shown: all, or those that the configuration asks for and those that have a value. */
export function isShown(node: Node, name: string, value: unknown, context: FormContext): boolean {
  const pointer = word(node, "x-keys-from");
  const keys = pointer ? listAt(context, pointer) : undefined;
  return !keys || keys.includes(name) || value !== undefined;
}

/** What the server takes where this is left out; undefined: nothing. */
export function standIn(node: Node, { config }: FormContext): { value: unknown } | undefined {
  const pointer = word(node, "x-default-from");
  const found = pointer ? valueAt(config, pathOf(pointer)) : undefined;
  return found === undefined ? undefined : { value: found };
}
