/** What one thought of answers; the server keeps it for good and does not tell it again, so this browser remembers. */
import { useSyncExternalStore } from "react";
import { api, newIdempotencyKey, read, type Schemas } from "../../api/client";
import { session } from "../../session/session";

const KEY = "greenlight.feedback";
const MOST = 500;

export type Label = Schemas["NewFeedback"]["label"];

export interface Given {
  label: Label;
  notes: string;
}

type Kept = Readonly<Record<string, Given>>;

let kept: Kept = stored();
const listeners = new Set<() => void>();

function stored(): Kept {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Kept) : {};
  } catch {
    return {};
  }
}

function keep(next: Kept): void {
  kept = Object.fromEntries(Object.entries(next).slice(-MOST));
  localStorage.setItem(KEY, JSON.stringify(kept));
  for (const listener of listeners) listener();
}

session.subscribe(() => session.state() === "signed-out" && keep({}));

export function useGiven(target: string): Given | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept[target],
  );
}

/** Raises Problem. */
export async function give(target: string, runId: string, given: Given): Promise<void> {
  const header = { "Idempotency-Key": newIdempotencyKey() };
  const body = { target_type: "message" as const, target_id: target, run_id: runId, ...given };
  await read(api.POST("/api/v1/feedback", { params: { header }, body }));
  const { [target]: _, ...others } = kept;
  keep({ ...others, [target]: given });
}
