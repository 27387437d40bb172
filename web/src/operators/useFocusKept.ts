/** Where the control that had the focus goes away with what it did, the focus stays near it instead of being lost. */
import { useEffect, useRef } from "react";

/** A ref for what takes the focus when `state` changes and nobody has it. */
export function useFocusKept<Kind extends HTMLElement>(state: unknown) {
  const near = useRef<Kind>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (document.activeElement === document.body) near.current?.focus();
  }, [state]);
  return near;
}
