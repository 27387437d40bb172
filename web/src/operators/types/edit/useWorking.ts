/** A draft as it is being worked on: what it began from, what cannot be sent yet, and what the server said of it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type FieldError, Problem } from "../../../api/problem";
import { queries } from "../../../api/queries";
import { isRecord, isSame, pathOf, withValueAt } from "../../../forms/pointers";
import { contentOf, type Doc } from "../definition";
import { type Draft, draftQuery, putDraft } from "../typesApi";

/** Of a part that cannot be sent as it is; `text` is what stands in its editor, where that is no JSON. */
export interface Fault {
  detail: string;
  text?: string;
}

type Faults = ReadonlyMap<string, Fault>;

interface State {
  base: Draft;
  doc: Doc;
  faults: Faults;
  /** Of the last save. */
  problems: readonly FieldError[];
  /** Whether they kept it from being saved at all. */
  refused: boolean;
}

function begun(base: Draft): State {
  return { base, doc: contentOf(base), faults: new Map(), problems: base.problems, refused: false };
}

export function useWorking(stored: Draft | null, agentTypeId: string, first: Draft) {
  const [state, setState] = useState(() => begun(first));
  const { base, doc, faults, problems } = state;
  const dirty = faults.size > 0 || !isSame(doc, contentOf(base));
  const isOther = (stored?.revision ?? 0) !== base.revision;
  if (stored && isOther && !dirty) setState(begun(stored)); // nothing of mine is lost by it

  const saving = useMutation({
    mutationFn: ({ sent }: { sent: Doc }) => putDraft(agentTypeId, sent, base.revision),
    onSuccess: (saved, { sent }) => {
      setState((now) => {
        const next = begun(saved);
        const isAsSent = isSame(now.doc, sent) && now.faults.size === 0;
        return isAsSent ? next : { ...next, doc: now.doc, faults: now.faults };
      });
    },
    onError: (thrown) => {
      const said = thrown instanceof Problem && thrown.status === 422 ? thrown.errors : [];
      if (said.length > 0) setState((now) => ({ ...now, problems: said, refused: true }));
      if (isMissed(thrown)) void queries.invalidateQueries({ queryKey: draftQuery(agentTypeId).queryKey });
    },
  });

  const settle = (next: State) => {
    saving.reset();
    setState(next);
  };
  const theirs = isOther && dirty && !saving.isPending ? stored : undefined;
  return {
    base,
    doc,
    faults,
    problems,
    refused: state.refused,
    dirty,
    saving,
    /** What somebody else has made of it since; null: published, so that there is no draft any more. */
    theirs,
    maySave: dirty && faults.size === 0 && theirs === undefined && !saving.isPending,
    put: (pointer: string, value: unknown) => setState((now) => withPut(now, pointer, value)),
    fault: (pointer: string, fault: Fault | null) => setState((now) => withFault(now, pointer, fault)),
    /** A template and its faults go, and those behind it move up. */
    withoutGoal: (number: number) => setState((now) => withoutGoal(now, number)),
    save: () => saving.mutate({ sent: doc }),
    takeTheirs: () => stored && settle(begun(stored)),
    /** Mine, to be saved over theirs. */
    keepMine: () => settle({ ...state, base: stored ?? { ...base, revision: 0 } }),
    discard: () => settle(begun(stored ?? base)),
  };
}

/** Somebody else was faster: the draft, or the version that it was made from, is another one now. */
function isMissed(thrown: unknown): boolean {
  return thrown instanceof Problem && (thrown.status === 412 || thrown.status === 409);
}

export type Working = ReturnType<typeof useWorking>;

function withPut(now: State, pointer: string, value: unknown): State {
  const doc = withValueAt(now.doc, pathOf(pointer), value);
  return isRecord(doc) && !isSame(doc, now.doc) ? { ...now, doc } : now;
}

function withFault(now: State, pointer: string, fault: Fault | null): State {
  if (isSame(now.faults.get(pointer), fault ?? undefined)) return now;
  const others = [...now.faults].filter(([one]) => one !== pointer);
  return { ...now, faults: new Map(fault ? [...others, [pointer, fault]] : others) };
}

const GOAL = /^\/goal_templates\/(\d+)(.*)$/;

function withoutGoal(now: State, number: number): State {
  const faults = [...now.faults].flatMap(([pointer, fault]): [string, Fault][] => {
    const [, at, rest = ""] = GOAL.exec(pointer) ?? [];
    if (at === undefined || Number(at) < number) return [[pointer, fault]];
    return Number(at) === number ? [] : [[`/goal_templates/${Number(at) - 1}${rest}`, fault]];
  });
  const changed = withPut(now, `/goal_templates/${number}`, undefined);
  return { ...changed, faults: new Map(faults) };
}
