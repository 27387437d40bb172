/** Whether a value may be sent: the schema's rules and those that point into the configuration. Pure. */
import type { OutputUnit } from "@cfworker/json-schema";
import { listAt, neededKeys, standIn } from "./configured";
import { type FormModel, type Node, nodeAlong, word } from "./model";
import { isRecord, type Path, pathOf, pointerOf, valueAt } from "./pointers";
import type { FieldError, FormContext } from "./types";
import { errorsOf } from "./validator";
import { NEEDED, wordsFor } from "./words";

/** Errors of containers that only say that something in them is wrong. */
const HOLDERS = new Set([
  "properties",
  "items",
  "additionalProperties",
  "$ref",
  "allOf",
  "anyOf",
  "oneOf",
  "if",
]);

export interface Finding extends FieldError {
  /** Nothing is wrong yet, something is only missing. */
  missing: boolean;
}

export function check(form: FormModel, value: unknown, context: FormContext = {}): Finding[] {
  const found = errorsOf(form.root.schema, value) ?? [];
  const engine = found
    .filter((error) => !HOLDERS.has(error.keyword) || isWhole(error, found))
    .map(said(form.root, value));
  const own = [...ownRules(form.root, value, [], { ...context, config: context.config ?? value })];
  return unique([...engine, ...own]);
}

/** Of a choice between schemas that no branch took, where nothing nearer says what is wrong. */
function isWhole(error: OutputUnit, all: OutputUnit[]): boolean {
  if (error.keyword !== "anyOf" && error.keyword !== "oneOf") return false;
  return !all.some(
    (other) => other !== error && other.instanceLocation.startsWith(`${error.instanceLocation}/`),
  );
}

function said(root: Node, whole: unknown): (error: OutputUnit) => Finding {
  return (error) => {
    const path = pathOf(decodeURI(error.instanceLocation.slice(1)).replaceAll("%23", "#"));
    const { node, rest } = nodeAlong(root, path);
    const value = valueAt(whole, path);
    const isMissing = error.keyword === "type" && value === null && rest.length === 0;
    const words = isMissing ? NEEDED : wordsFor(error.keyword, node, value);
    if (rest.length === 0 || node.kind === "group") return finding(path, words);
    const place = path.slice(0, path.length - rest.length);
    return finding(place, `At ${pointerOf(rest)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`);
  };
}

function* ownRules(node: Node, value: unknown, path: Path, context: FormContext): Generator<Finding> {
  if (node.kind === "group" && isRecord(value)) {
    const keys = neededKeys(node, context);
    for (const [name, member] of node.members) {
      const inner = value[name];
      const needed = member.required || keys.has(name);
      if (inner !== undefined) yield* ownRules(member, inner, [...path, name], context);
      else if (needed && !standIn(member, context)) yield finding([...path, name], NEEDED);
    }
  }
  if (node.element && Array.isArray(value)) {
    for (const [at, inner] of value.entries()) yield* ownRules(node.element, inner, [...path, at], context);
  }
  const wrong = wrongByConfig(node, value, context) ?? wrongByFormat(node, value, context);
  if (wrong) yield finding(path, wrong);
}

function wrongByConfig(node: Node, value: unknown, context: FormContext): string | undefined {
  const pointer = word(node, "x-one-of");
  if (!pointer || value === null) return undefined;
  const offered = listAt(context, pointer);
  return offered && !offered.includes(value) ? "Choose one of those in the configuration" : undefined;
}

const LOCAL_TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const REFERENCE = /^crd_[0-9A-HJKMNP-TV-Z]{26}$/;

/** Formats of ours, which the engine does not know. */
function wrongByFormat(node: Node, value: unknown, { zones }: FormContext): string | undefined {
  if (typeof value !== "string") return undefined;
  const wrong =
    (node.kind === "time" && !LOCAL_TIME.test(value)) ||
    (node.kind === "credential" && !REFERENCE.test(value)) ||
    (node.kind === "zone" && zones !== undefined && !zones.includes(value));
  return wrong ? wordsFor("format", node, value) : undefined;
}

function finding(path: Path, detail: string): Finding {
  return { pointer: pointerOf(path), detail, missing: detail === NEEDED };
}

function unique(found: Finding[]): Finding[] {
  const seen = new Map(found.map((one) => [`${one.pointer} ${one.detail}`, one]));
  return [...seen.values()];
}
