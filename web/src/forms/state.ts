/** The state of a form for the page that holds it. */
import { useCallback, useMemo, useState } from "react";
import { check } from "./check";
import { withDefaults } from "./defaults";
import { isSame, pathOf, pointerOf } from "./pointers";
import { readForm } from "./read";
import type { FieldError, FormContext, FormState, JsonSchema } from "./types";

export interface SchemaFormState extends FormState {
  value: unknown;
  /** Whether anything differs from what it began with. */
  dirty: boolean;
  onChange: (value: unknown, state: FormState) => void;
  /** Back to the beginning, or to another one: what was saved, say. */
  reset: (to?: unknown) => void;
}

/** `filled`: the schema's defaults stand in what is left out. It begins anew with `reset`, not with another `initial`. */
export function useSchemaFormState(
  schema: JsonSchema,
  initial: unknown,
  { filled = false, context }: { filled?: boolean; context?: FormContext } = {},
): SchemaFormState {
  const form = useMemo(() => readForm(schema), [schema]);
  const begin = (value: unknown) => (filled ? withDefaults(form, value) : value);
  const [start, setStart] = useState(() => begin(initial));
  const [value, setValue] = useState(start);
  const [told, setTold] = useState<FormState>();
  const onChange = useCallback((next: unknown, state: FormState) => {
    setValue(next);
    setTold(state);
  }, []);
  const reset = (to?: unknown) => {
    const next = to === undefined ? start : begin(to);
    setStart(next);
    setValue(next);
    setTold(undefined);
  };
  const errors = useMemo(() => told?.errors ?? check(form, value, context), [told, form, value, context]);
  return { value, errors, valid: errors.length === 0, dirty: !isSame(value, start), onChange, reset };
}

/** Whether a value fits, without a form on the page. */
export function checkValue(schema: JsonSchema, value: unknown, context?: FormContext): FormState {
  const errors = check(readForm(schema), value, context);
  return { valid: errors.length === 0, errors };
}

const parts = new WeakMap<readonly FieldError[], Map<string, FieldError[]>>();

/**
 * A Problem's errors whose pointers lead into a part of what was sent, as that part's form knows them. The same errors
 * give the same list, so that a form can tell an answer that came anew from one that it has shown.
 */
export function errorsUnder(errors: readonly FieldError[], part: string): FieldError[] {
  const known = parts.get(errors) ?? new Map<string, FieldError[]>();
  parts.set(errors, known);
  const found = known.get(part) ?? inside(errors, pathOf(part));
  known.set(part, found);
  return found;
}

function inside(errors: readonly FieldError[], start: readonly string[]): FieldError[] {
  return errors.flatMap((error) => {
    const path = pathOf(error.pointer);
    if (!start.every((step, at) => path[at] === step)) return [];
    return [{ pointer: pointerOf(path.slice(start.length)), detail: error.detail }];
  });
}
