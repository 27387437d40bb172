/** The server's errors that still stand: those whose place holds what it held when they came. */
import { useRef } from "react";
import { isSame, pathOf, valueAt } from "./pointers";
import type { FieldError } from "./types";

export function useStanding(errors: readonly FieldError[] | undefined, value: unknown): FieldError[] {
  const came = useRef({ errors, value });
  if (came.current.errors !== errors) came.current = { errors, value };
  const then = came.current.value;
  return (errors ?? []).filter(({ pointer }) => {
    const path = pathOf(pointer);
    return isSame(valueAt(then, path), valueAt(value, path));
  });
}
