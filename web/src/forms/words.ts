/** What is wrong with a value, in words for the person who fills in the field. */
import { labelOf } from "./choices";
import { limit, type Node, word } from "./model";

export const NEEDED = "Needed";

const FORMATS: Readonly<Record<string, string>> = {
  date: "Must be a date, such as 2026-11-20",
  time: "Must be a time with its offset, such as 10:00:00Z",
  "date-time": "Must be a date and a time",
  "local-time": "Must be a time, such as 09:30",
  "time-zone": "Choose one of the time zones",
  "credential-ref": "Choose a connected account",
  duration: "Must be a duration, such as PT30M",
  email: "Must be an e-mail address",
  uri: "Must be a web address, such as https://example.com",
  uuid: "Must be a UUID",
};

const TYPES: Readonly<Record<string, string>> = {
  group: "Must be a group of fields",
  list: "Must be a list",
  map: "Must be names with values",
  choices: "Must be a list",
  "yes-no": "Choose yes or no",
  text: "Must be text",
  "long-text": "Must be text",
};

type Words = (node: Node, value: unknown) => string;

const BY_KEYWORD: Readonly<Record<string, Words>> = {
  type: (node) => wrongType(node),
  enum: (node) =>
    node.choices.length === 1 ? `Must be ${labelOf(node.choices[0]?.value)}` : "Choose one of those offered",
  minimum: (node) => `Must be at least ${limit(node, "minimum")}`,
  maximum: (node) => `Must be at most ${limit(node, "maximum")}`,
  exclusiveMinimum: (node) => `Must be more than ${limit(node, "exclusiveMinimum")}`,
  exclusiveMaximum: (node) => `Must be less than ${limit(node, "exclusiveMaximum")}`,
  multipleOf: (node) => `Must be a multiple of ${limit(node, "multipleOf")}`,
  minLength: (node, value) =>
    value === "" ? NEEDED : `Must have at least ${counted(limit(node, "minLength"), "character")}`,
  maxLength: (node, value) =>
    `Must have at most ${counted(limit(node, "maxLength"), "character")}; it has ${[...String(value)].length}`,
  pattern: (node, value) => wrongPattern(word(node, "pattern"), value),
  format: (node) => FORMATS[word(node, "format")] ?? "Is not written as it must be",
  minItems: (node, value) =>
    isEmpty(value) && limit(node, "minItems") === 1
      ? NEEDED
      : `Must have at least ${counted(limit(node, "minItems"), "entry")}`,
  maxItems: (node) => `Must have at most ${counted(limit(node, "maxItems"), "entry")}`,
  uniqueItems: () => "Has the same entry twice",
  minProperties: (node) => `Must have at least ${counted(limit(node, "minProperties"), "entry")}`,
  maxProperties: (node) => `Must have at most ${counted(limit(node, "maxProperties"), "entry")}`,
  required: () => "A field is missing",
  false: () => "Is not known here",
};

export function wordsFor(keyword: string, node: Node, value: unknown): string {
  return BY_KEYWORD[keyword]?.(node, value) ?? "Does not fit what is asked for here";
}

function wrongType(node: Node): string {
  if (node.kind !== "number") return TYPES[node.kind] ?? "Does not fit what is asked for here";
  const types = [node.schema.type].flat();
  return types.includes("integer") ? "Must be a whole number" : "Must be a number";
}

/** A pattern tells a person little; two that are common are said in words. */
function wrongPattern(pattern: string, value: unknown): string {
  if (pattern === "\\S") return NEEDED;
  if (value === "") return NEEDED;
  const start = /^\^([A-Za-z0-9:/_@-]+)$/.exec(pattern)?.[1];
  return start ? `Must begin with ${start}` : "Is not written as it must be";
}

function counted(count: number | undefined, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
