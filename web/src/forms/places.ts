/** Which errors have a field that shows them. */
import { isShown } from "./configured";
import { type FormModel, nodeAlong } from "./model";
import { pathOf, pointerOf, valueAt } from "./pointers";
import type { FieldError, FormContext } from "./types";

export interface ByPlace {
  placed: FieldError[];
  elsewhere: FieldError[];
}

/** An error inside of a field of JSON is that field's. */
export function splitByPlace(
  form: FormModel,
  errors: readonly FieldError[],
  value: unknown,
  context: FormContext,
): ByPlace {
  const configured = { ...context, config: context.config ?? value };
  const placed: FieldError[] = [];
  const elsewhere: FieldError[] = [];
  for (const error of errors) {
    const path = pathOf(error.pointer);
    const { node, rest } = nodeAlong(form.root, path);
    const place = path.slice(0, path.length - rest.length);
    if (
      place.length === 0 ||
      (rest.length > 0 && node.kind === "group") ||
      !isThere(form, place, value, configured)
    )
      elsewhere.push(error);
    else if (rest.length > 0)
      placed.push({ pointer: pointerOf(place), detail: `At ${pointerOf(rest)}: ${error.detail}` });
    else placed.push({ pointer: error.pointer, detail: capital(error.detail) });
  }
  return { placed, elsewhere };
}

/** An element that the list does not have, or a member that is not shown, has no field. */
function isThere(form: FormModel, place: string[], value: unknown, context: FormContext): boolean {
  return place.every((step, at) => {
    const above = place.slice(0, at);
    const { node } = nodeAlong(form.root, above);
    const inner = valueAt(value, [...above, step]);
    if (node.kind === "list") return inner !== undefined;
    return node.kind !== "group" || isShown(node, step, inner, context);
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
