/** A draft as it is being worked on: what it began from, what it says now, and what cannot be sent yet. Pure. */
import type { FieldError } from "../../../api/problem";
import { isRecord, isSame, pathOf, withValueAt } from "../../../forms/pointers";
import { contentOf, type Doc } from "../definition";
import type { Draft } from "../typesApi";

/** Of a part that cannot be sent as it is; `text` is what stands in its editor, where that is no JSON. */
export interface Fault {
  detail: string;
  text?: string;
}

export interface Work {
  base: Draft;
  doc: Doc;
  /** By the pointers of the parts. */
  faults: ReadonlyMap<string, Fault>;
  /** Of the last save. */
  problems: readonly FieldError[];
  /** Whether they kept it from being saved at all. */
  refused: boolean;
  /** Counts how often it was begun anew: the editors then forget what they hold. */
  round: number;
}

export function begun(base: Draft, round = 0): Work {
  return { base, doc: contentOf(base), faults: new Map(), problems: base.problems, refused: false, round };
}

export function isDirty({ base, doc, faults }: Work): boolean {
  return faults.size > 0 || !isSame(doc, contentOf(base));
}

/** After `sent` was stored as `saved`; what was written meanwhile stays. */
export function afterSave(now: Work, sent: Doc, saved: Draft): Work {
  const next = begun(saved, now.round);
  const isAsSent = isSame(now.doc, sent) && now.faults.size === 0;
  return isAsSent ? next : { ...next, doc: now.doc, faults: now.faults };
}

export function withPut(now: Work, pointer: string, value: unknown): Work {
  const doc = withValueAt(now.doc, pathOf(pointer), value);
  return isRecord(doc) && !isSame(doc, now.doc) ? { ...now, doc } : now;
}

/** Null takes it away. */
export function withFault(now: Work, pointer: string, fault: Fault | null): Work {
  if (isSame(now.faults.get(pointer), fault ?? undefined)) return now;
  const others = [...now.faults].filter(([one]) => one !== pointer);
  return { ...now, faults: new Map(fault ? [...others, [pointer, fault]] : others) };
}

const GOAL = /^\/goal_templates\/(\d+)(.*)$/;

/** A template and its faults go, and the faults of those behind it move up with them. */
export function withoutGoal(now: Work, number: number): Work {
  const faults = [...now.faults].flatMap(([pointer, fault]): [string, Fault][] => {
    const [, at, rest = ""] = GOAL.exec(pointer) ?? [];
    if (at === undefined || Number(at) < number) return [[pointer, fault]];
    return Number(at) === number ? [] : [[`/goal_templates/${Number(at) - 1}${rest}`, fault]];
  });
  return { ...withPut(now, `/goal_templates/${number}`, undefined), faults: new Map(faults) };
}
