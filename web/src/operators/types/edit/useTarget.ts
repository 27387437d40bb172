/** Where the author wants to be: a pointer into the definition, anew with each click. */
import { useState } from "react";
import { isUnder, within } from "../definition";

export interface Target {
  pointer: string;
  round: number;
}

export function useTarget(): [Target | undefined, (pointer: string | undefined) => void] {
  const [target, setTarget] = useState<Target>();
  const [round, setRound] = useState(0);
  const move = (pointer: string | undefined) => {
    setRound(round + 1);
    setTarget(pointer === undefined ? undefined : { pointer, round });
  };
  return [target, move];
}

const known = new WeakMap<Target, Map<string, Target>>();

/** The target as a part knows it; undefined where it is elsewhere. The same target gives the same one. */
export function targetIn(target: Target | undefined, part: string): Target | undefined {
  if (!target || !isUnder(target.pointer, part)) return undefined;
  const parts = known.get(target) ?? new Map<string, Target>();
  known.set(target, parts);
  const found = parts.get(part) ?? { pointer: within(target.pointer, part), round: target.round };
  parts.set(part, found);
  return found;
}
