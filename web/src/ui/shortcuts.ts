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

type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** Whose keys they are, in the order of their mounting: of two that want one key it is the later's, such as a dialog's. */
const owners: { current: Keys }[] = [];

/**
 * Keys of the page: a letter acts only where nobody is writing, no dialog is open and letters are on;
 * "mod+Enter" (Ctrl or Cmd) and "Escape" act anywhere.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (owners.push(latest) === 1) window.addEventListener("keydown", hear);
    return () => {
      owners.splice(owners.indexOf(latest), 1);
      if (owners.length === 0) window.removeEventListener("keydown", hear);
    };
  }, []);
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.repeat) return; // held down, it would confirm what it has just asked
  const name = mod ? `mod+${event.key}` : event.key;
  if (event.repeat && !MOVES.has(name)) return; // a key that is held moves on, and acts once
  const isLetter = !mod && event.key.length === 1;
  if (isLetter && (!on() || isWriting(event.target) || document.querySelector('[role="dialog"]'))) return;
  const act = owners.findLast(({ current }) => current[name])?.current[name];
  if (!act) return;
  event.preventDefault();
  act();
}
