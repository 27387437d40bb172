/** What the fields of a form keep to themselves: text that is no value yet, and where the person has been. */
import { useCallback, useState } from "react";
import type { Finding } from "./check";

type Held = ReadonlyMap<string, string>;

/** By pointer; null takes it away. */
export function useHeld(): [Held, (pointer: string, detail: string | null) => void] {
  const [held, setHeld] = useState<Held>(new Map());
  const hold = useCallback((pointer: string, detail: string | null) => {
    setHeld((before) => {
      if ((before.get(pointer) ?? null) === detail) return before;
      const others = [...before].filter(([one]) => one !== pointer);
      return new Map(detail === null ? others : [...others, [pointer, detail]]);
    });
  }, []);
  return [held, hold];
}

/** What is held comes before what the value, which is older, has wrong. */
export function withHeld(found: readonly Finding[], held: Held): Finding[] {
  const others = found.filter((one) => !held.has(one.pointer));
  return [...others, ...[...held].map(([pointer, detail]) => ({ pointer, detail, missing: false }))];
}

export function useTouched(): [ReadonlySet<string>, (pointer: string) => void] {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const touch = useCallback((pointer: string) => {
    setTouched((before) => (before.has(pointer) ? before : new Set([...before, pointer])));
  }, []);
  return [touched, touch];
}
