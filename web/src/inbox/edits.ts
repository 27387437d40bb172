/**
 * What a reader has changed and not yet decided, by approval; kept for this tab, over other approvals, a reload and a
 * new sign-in, until it is decided or taken back. `digest` is of what was changed.
 */
import { useMemo, useSyncExternalStore } from "react";
import { differences } from "../ui/diff/differences";
import type { Approval, Values } from "./approval";

const KEY = "greenlight.edits";

interface Kept {
  digest: string;
  values: Values;
}

let kept: Readonly<Record<string, Kept>> = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
const listeners = new Set<() => void>();

function keep(next: Readonly<Record<string, Kept>>): void {
  kept = next;
  sessionStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forgetEdit(approvalId: string): void {
  const { [approvalId]: gone, ...others } = kept;
  if (gone) keep(others);
}

export function keepEdit(approval: Approval, values: Values): void {
  const { approval_id } = approval;
  if (differences(approval.arguments, values).length === 0) forgetEdit(approval_id);
  else keep({ ...kept, [approval_id]: { digest: kept[approval_id]?.digest ?? approval.digest, values } });
}

export interface Edit {
  values: Values;
  changes: ReturnType<typeof differences>;
  changed: boolean;
  /** What it was made of is not what stands there now. */
  outdated: boolean;
}

export function useEdit(approval: Approval): Edit {
  const own = useSyncExternalStore(subscribe, () => kept[approval.approval_id]);
  return useMemo(() => {
    const values = own?.values ?? approval.arguments;
    const changes = differences(approval.arguments, values);
    const outdated = own !== undefined && own.digest !== approval.digest;
    return { values, changes, changed: changes.length > 0, outdated };
  }, [own, approval]);
}
