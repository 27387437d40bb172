/** Whether single-letter keys act (WCAG 2.1.4: they can be switched off); a setting of this browser. */
import { useEffect, useRef, useSyncExternalStore } from "react";

const KEY = "greenlight.shortcuts";
const MOVES = new Set(["j", "k"]);
const listeners = new Set<() => void>();

function on(): boolean {
  return localStorage.getItem(KEY) !== "off";
}

export function setShortcuts(wanted: boolean): void {
  localStorage.setItem(KEY, wanted ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useShortcuts(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, on);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/**
 * Keys of the page: a letter acts only where nobody is writing, no dialog is open and letters are on;
 * "mod+Enter" (Ctrl or Cmd) and "Escape" act anywhere.
 */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const letters = useShortcuts();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const mod = event.ctrlKey || event.metaKey;
      if (mod && event.repeat) return; // held down, it would confirm what it has just asked
      const name = mod ? `mod+${event.key}` : event.key;
      if (event.repeat && !MOVES.has(name)) return; // a key that is held moves on, and acts once
      const isLetter = !mod && event.key.length === 1;
      if (isLetter && (!letters || isWriting(event.target) || document.querySelector('[role="dialog"]')))
        return;
      const act = latest.current[name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [letters]);
}
