/** What is being written in each thread, in this tab; and why the last of it was refused. */
import { useSyncExternalStore } from "react";
import type { Problem } from "../../api/problem";
import { session } from "../../session/session";

const KEY = "greenlight.drafts";

type Texts = Readonly<Record<string, string>>;

class Drafts {
  #texts: Texts = kept();
  #refusals = new Map<string, Problem>();
  #listeners = new Set<() => void>();

  text(thread: string): string {
    return this.#texts[thread] ?? "";
  }

  refusal(thread: string): Problem | undefined {
    return this.#refusals.get(thread);
  }

  write(thread: string, text: string): void {
    const { [thread]: _, ...others } = this.#texts;
    this.#texts = text ? { ...others, [thread]: text } : others;
    sessionStorage.setItem(KEY, JSON.stringify(this.#texts));
    this.#tell();
  }

  /** A message that was not taken goes back to where it was written, above what is written there now. */
  giveBack(thread: string, text: string, why: Problem): void {
    this.#refusals.set(thread, why);
    this.write(thread, [text, this.text(thread)].filter(Boolean).join("\n\n"));
  }

  forgive(thread: string): void {
    if (this.#refusals.delete(thread)) this.#tell();
  }

  clear(): void {
    this.#texts = {};
    this.#refusals.clear();
    sessionStorage.removeItem(KEY);
    this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function kept(): Texts {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Texts) : {};
  } catch {
    return {};
  }
}

export const drafts = new Drafts();
session.subscribe(() => session.state() === "signed-out" && drafts.clear());

export function useDraft(thread: string): { text: string; refusal: Problem | undefined } {
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.text(thread));
  const refusal = useSyncExternalStore(drafts.subscribe, () => drafts.refusal(thread));
  return { text, refusal };
}
