/** A form as it is drawn: what each part of a schema is for a person, with the rules that the words need. */
import type { JsonSchema } from "./types";

export type Kind =
  | "group"
  | "list"
  | "map"
  | "choice"
  | "choices"
  | "yes-no"
  | "text"
  | "long-text"
  | "number"
  | "date"
  | "time"
  | "date-time"
  | "zone"
  | "credential"
  | "json";

export interface Choice {
  value: unknown;
  label: string;
  description?: string;
}

export interface Node {
  kind: Kind;
  title: string;
  description: string;
  required: boolean;
  nullable: boolean;
  /** The schema's words for this part alone, references resolved; what its values are checked against. */
  schema: JsonSchema;
  /** Of a choice, and of each element of choices. */
  choices: readonly Choice[];
  /** Of a group, by name. */
  members: ReadonlyMap<string, Node>;
  /** Of a list, or of a map's values. */
  element?: Node;
}

/** `notes` say what about the schema itself could not be used here. */
export interface FormModel {
  root: Node;
  notes: readonly string[];
}

export function word(node: Node, name: string): string {
  const said = node.schema[name];
  return typeof said === "string" ? said : "";
}

export function limit(node: Node, name: string): number | undefined {
  const said = node.schema[name];
  return typeof said === "number" ? said : undefined;
}

/** The part that a path leads to, or the nearest one above it, with the steps that are left. */
export function nodeAlong(root: Node, path: readonly (string | number)[]): { node: Node; rest: string[] } {
  let node = root;
  for (const [at, step] of path.entries()) {
    const next = node.kind === "group" ? node.members.get(String(step)) : node.element;
    if (!next) return { node, rest: path.slice(at).map(String) };
    node = next;
  }
  return { node, rest: [] };
}

/** A name of the schema's as a person reads it: `first_post_on` is "First post on". */
export function spoken(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
