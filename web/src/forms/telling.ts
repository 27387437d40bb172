/** Tells the page of what no change has told it of: how the first value stands, and another schema's, and half a number. */
import { useEffect, useRef } from "react";
import type { Finding } from "./check";
import { isSame } from "./pointers";
import type { FormState, SchemaFormProps } from "./types";

export function stateOf(found: readonly Finding[]): FormState {
  return { valid: found.length === 0, errors: found.map(({ pointer, detail }) => ({ pointer, detail })) };
}

/** Returns how to tell of a change, which comes before anything older. */
export function useTelling(
  found: readonly Finding[],
  value: unknown,
  onChange: SchemaFormProps["onChange"],
): (value: unknown, state: FormState) => void {
  const told = useRef<FormState | undefined>(undefined);
  const given = useRef(value);
  const latest = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  if (given.current !== value) {
    given.current = value;
    latest.current = value;
  }
  useEffect(() => {
    const state = stateOf(found);
    if (latest.current !== value || isSame(told.current, state)) return;
    told.current = state;
    tell.current(value, state);
  }, [found, value]);
  return (next, state) => {
    latest.current = next;
    told.current = state;
    tell.current(next, state);
  };
}
