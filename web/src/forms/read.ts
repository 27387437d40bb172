/** Reads a schema as a form. Whatever it cannot draw becomes a field of JSON, so that no value is ever lost. */
import { choicesOf } from "./choices";
import { type Flat, flatten } from "./flatten";
import { kindOf } from "./kinds";
import { type FormModel, type Node, spoken } from "./model";
import { isRecord } from "./pointers";
import type { JsonSchema } from "./types";

const DEEPEST = 12;

interface Place {
  root: JsonSchema;
  name: string;
  required: boolean;
  depth: number;
  passed: ReadonlySet<string>;
  notes: string[];
}

export function readForm(schema: JsonSchema): FormModel {
  const notes: string[] = [];
  const at: Place = { root: schema, name: "", required: true, depth: 0, passed: new Set(), notes };
  if (!isRecord(schema)) notes.push("This form's schema cannot be read: its value is shown as JSON.");
  const root = read(schema, at);
  const definitions = Object.entries(schema ?? {}).filter(
    ([name]) => name === "$defs" || name === "definitions",
  );
  return { root: { ...root, schema: { ...root.schema, ...Object.fromEntries(definitions) } }, notes };
}

function read(raw: unknown, at: Place): Node {
  const flat = flatten(raw, at.root, at.passed);
  const { words } = flat;
  const title = typeof words.title === "string" ? words.title : spoken(at.name);
  const kind = flat.beyond || at.depth > DEEPEST ? "json" : kindOf(words);
  if (flat.beyond) at.notes.push(`“${title || "The form"}” ${flat.beyond}: it is shown as JSON.`);
  const node: Node = {
    kind,
    title,
    description: typeof words.description === "string" ? words.description : "",
    required: at.required,
    nullable: flat.nullable,
    schema: isRecord(raw) ? raw : {},
    choices: kind === "choice" ? choicesOf(words) : [],
    members: new Map(),
  };
  if (kind === "json") return node;
  const drawn = { ...node, ...withParts(node, flat, at) };
  return { ...drawn, schema: checked(drawn, words, at.notes) };
}

function withParts(node: Node, flat: Flat, at: Place): Partial<Node> {
  const inside = { ...at, depth: at.depth + 1, passed: flat.passed };
  if (node.kind === "group") return { members: membersOf(flat.words, inside) };
  const inner = node.kind === "map" ? flat.words.additionalProperties : flat.words.items;
  if (!isRecord(inner)) return {};
  const element = read(inner, { ...inside, name: "", required: true });
  return { element, choices: node.kind === "choices" ? element.choices : node.choices };
}

function membersOf(words: Record<string, unknown>, at: Place): Map<string, Node> {
  const needed = new Set(Array.isArray(words.required) ? words.required : []);
  const named = Object.entries(isRecord(words.properties) ? words.properties : {});
  return new Map(
    named.map(([name, inner]) => [name, read(inner, { ...at, name, required: needed.has(name) })]),
  );
}

/** What the validator is given: the words, with "or null" in one way only and without what it would stumble over. */
function checked(node: Node, words: Record<string, unknown>, notes: string[]): JsonSchema {
  const { required: _named, oneOf: _one, anyOf: _any, const: _only, ...rest } = words;
  const none = node.nullable ? [null] : [];
  if (node.choices.length > 0 && node.kind === "choice") {
    return { enum: [...node.choices.map((choice) => choice.value), ...none], ...ours(words) };
  }
  const schema: Record<string, unknown> = {
    ...rest,
    type: node.nullable ? [words.type, "null"] : words.type,
  };
  if (node.kind === "group") {
    schema.properties = Object.fromEntries([...node.members].map(([name, member]) => [name, member.schema]));
  }
  if (node.element) schema[node.kind === "map" ? "additionalProperties" : "items"] = node.element.schema;
  if (typeof schema.pattern === "string" && !isPattern(schema.pattern)) {
    delete schema.pattern;
    notes.push(`How “${node.title}” must be written can be checked by the server only.`);
  }
  return schema;
}

/** Words of the platform, and the default: they say something about a choice too. */
function ours(words: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(words).filter(([name]) => name === "default" || name.startsWith("x-")),
  );
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
