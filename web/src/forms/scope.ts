/** What every field of a form can ask for: the form, its value, what is wrong where, and how to say that all is not well. */
import { createContext, useContext } from "react";
import type { FormModel } from "./model";
import type { FormContext } from "./types";

export interface Scope {
  form: FormModel;
  prefix: string;
  value: unknown;
  /** Undefined where nothing is compared. */
  compareWith: unknown;
  readOnly: boolean;
  context: FormContext;
  /** By pointer, what a field shows. */
  shown: ReadonlyMap<string, string>;
  /** What fields hold that is no value yet, such as half a number, by pointer; null: nothing any more. */
  held: ReadonlyMap<string, string>;
  hold: (pointer: string, detail: string | null) => void;
  touch: (pointer: string) => void;
}

const ScopeContext = createContext<Scope | null>(null);

export const ScopeProvider = ScopeContext.Provider;

export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error("A field stands outside of its form.");
  return scope;
}

/** Of a field's control; an error's link moves there. */
export function idOf(prefix: string, pointer: string): string {
  return `${prefix}${pointer}`;
}
