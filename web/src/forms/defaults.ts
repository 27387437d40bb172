/** A value to begin with: the schema's own defaults in what is left out, and nothing that nobody said. */
import { type FormModel, type Node, word } from "./model";
import { isRecord } from "./pointers";

/** Defaults that come from the configuration are left out: they follow it until somebody chooses. */
export function withDefaults({ root }: FormModel, value: unknown): unknown {
  if (root.kind !== "group") return value;
  const given = isRecord(value) ? value : {};
  const filled = [...root.members].filter(([name, member]) => given[name] === undefined && hasOwn(member));
  return { ...Object.fromEntries(filled.map(([name, member]) => [name, member.schema.default])), ...given };
}

function hasOwn(member: Node): boolean {
  return member.schema.default !== undefined && !word(member, "x-default-from");
}
