/** What I decided on this page and have not put away: shown until one knows what became of it. */
import { useSyncExternalStore } from "react";
import type { Approval } from "./approval";

const MOST = 3;
let ids: readonly string[] = [];
const listeners = new Set<() => void>();

function become(next: readonly string[]): void {
  ids = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function rememberDecided({ approval_id }: Approval): void {
  become([approval_id, ...ids.filter((id) => id !== approval_id)].slice(0, MOST));
}

export function forgetDecided(approvalId: string): void {
  become(ids.filter((id) => id !== approvalId));
}

/** The latest first. */
export function useDecided(): readonly string[] {
  return useSyncExternalStore(subscribe, () => ids);
}
