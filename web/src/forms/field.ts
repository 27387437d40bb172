/** One field as its control sees it. */
import { neededKeys } from "./configured";
import { type Node, nodeAlong } from "./model";
import { isSame, type Path, pointerOf, valueAt } from "./pointers";
import { idOf, useScope } from "./scope";

export interface Field {
  node: Node;
  pointer: string;
  id: string;
  value: unknown;
  readOnly: boolean;
  /** Its name, with its number where it is one of a list. */
  name: string;
  needed: boolean;
  error: string | undefined;
  set: (value: unknown) => void;
  /** What it is when nothing stands in it: absent, null, or for a needed text the empty one. */
  clear: () => void;
  hold: (detail: string | null) => void;
  touch: () => void;
}

export function useField(path: Path, value: unknown, set: (value: unknown) => void): Field {
  const { form, prefix, readOnly, shown, hold, touch, value: whole, context } = useScope();
  const { node } = nodeAlong(form.root, path);
  const pointer = pointerOf(path);
  const parent = nodeAlong(form.root, path.slice(0, -1)).node;
  return {
    node,
    pointer,
    id: idOf(prefix, pointer),
    value,
    readOnly,
    name: nameOf(node, parent, path),
    needed:
      path.length > 0 &&
      (node.required || neededKeys(parent, configOf(context, whole)).has(String(path.at(-1)))),
    error: shown.get(pointer),
    set,
    clear: () => set(emptied(node, typeof path.at(-1) === "number")),
    hold: (detail) => hold(pointer, detail),
    touch: () => touch(pointer),
  };
}

function configOf<T extends { config?: unknown }>(context: T, whole: unknown): T {
  return { ...context, config: context.config ?? whole };
}

function nameOf(node: Node, parent: Node, path: Path): string {
  const last = path.at(-1);
  if (typeof last !== "number") return node.title;
  return `${node.title || singular(parent.title)} ${last + 1}`;
}

function singular(title: string): string {
  return title || "Entry";
}

function emptied(node: Node, isElement: boolean): unknown {
  if (node.nullable) return null;
  const isText = node.kind === "text" || node.kind === "long-text";
  if (isText && (node.required || isElement)) return "";
  return isElement ? null : undefined;
}

/** What this field had in the value that the form is compared with; undefined where it is the same. */
export function useChange(path: Path, value: unknown, isHeld: boolean): { before: unknown } | undefined {
  const { compareWith, value: whole } = useScope();
  if (compareWith === undefined || path.length === 0 || !hasCounterpart(path, compareWith, whole))
    return undefined;
  const before = valueAt(compareWith, path);
  return !isHeld && isSame(before, value) ? undefined : { before };
}

/** In a list of another length no element answers to another: there, the list is compared as a whole. */
function hasCounterpart(path: Path, before: unknown, after: unknown): boolean {
  return path.every((step, at) => {
    if (typeof step !== "number") return true;
    const [old, now] = [valueAt(before, path.slice(0, at)), valueAt(after, path.slice(0, at))];
    return Array.isArray(old) && Array.isArray(now) && old.length === now.length;
  });
}
