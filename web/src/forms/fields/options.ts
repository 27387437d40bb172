/** What a field offers to choose from: its choices, of those the configured ones, and whatever it has already. */
import { labelOf } from "../choices";
import { listAt } from "../configured";
import { type Choice, type Node, word } from "../model";
import { isSame } from "../pointers";
import type { FormContext } from "../types";

export interface Option extends Choice {
  key: string;
}

export function optionsOf(node: Node, context: FormContext, chosen: readonly unknown[]): Option[] {
  const pointer = word(node, "x-one-of");
  const allowed = pointer ? listAt(context, pointer) : undefined;
  const offered = node.choices.filter((choice) => !allowed || allowed.includes(choice.value));
  const others = chosen
    .filter(
      (value) =>
        value !== undefined && value !== null && !offered.some((choice) => isSame(choice.value, value)),
    )
    .map((value) => ({ value, label: `${labelOf(value)} (not offered)` }));
  return [...offered, ...others].map((choice, at) => ({ ...choice, key: String(at) }));
}
