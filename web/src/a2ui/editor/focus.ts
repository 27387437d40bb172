/** Where the keyboard goes in an editor: down a column, and on from what has just vanished. */
import type { KeyboardEvent } from "react";
import type { Act } from "./state";

/** Enter goes down the column, Shift+Enter up; true where it did. A list of choices keeps its Enter. */
export function movesAlong(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, key, shiftKey } = event;
  if (key !== "Enter" || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return false;
  const column = target.dataset.cell;
  if (!column) return false;
  let line = target.closest("[data-line]");
  while (line) {
    line = shiftKey ? line.previousElementSibling : line.nextElementSibling;
    const cells = [...(line?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
    const cell = cells.find((each) => each.dataset.cell === column);
    if (cell) return go(cell);
  }
  return true;
}

/** Where to go once an act has been drawn. */
export function focusAfter(act: Act): ((root: HTMLElement) => void) | undefined {
  switch (act.kind) {
    case "add":
      return (root) => void go(root.querySelector("[data-line]:last-of-type [data-cell]"));
    case "remove":
    case "restore":
      return (root) => void go(root.querySelector(`[data-line="${act.line}"] [data-removal]`));
    case "keep":
      return (root) =>
        void go(
          conflictIn(root) ??
            root.querySelector(`[data-line="${act.line}"] :is([data-cell], [data-removal])`) ??
            saveIn(root),
        );
    default:
      return undefined;
  }
}

/** After a Save that did not go through: the first thing to settle, or the Save itself. */
export function focusObstacle(root: HTMLElement): void {
  go(conflictIn(root) ?? root.querySelector("[data-cell][aria-invalid=true]") ?? saveIn(root));
}

function conflictIn(root: HTMLElement): HTMLElement | null {
  return root.querySelector("[data-conflict-of]");
}

function saveIn(root: HTMLElement): HTMLElement | null {
  return root.querySelector("[type=submit]");
}

function go(element: HTMLElement | null): boolean {
  element?.focus();
  if (element instanceof HTMLInputElement && element.type === "text") element.select();
  return true;
}
