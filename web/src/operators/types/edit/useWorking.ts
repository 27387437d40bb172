/** A draft being worked on, beside the one that is stored: saved, refused, and whose shall stand if both moved. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../../api/problem";
import { queries } from "../../../api/queries";
import type { Doc } from "../definition";
import { type Draft, draftQuery, putDraft } from "../typesApi";
import { afterSave, begun, type Fault, isDirty, type Work, withFault, withoutGoal, withPut } from "./working";

export function useWorking(stored: Draft | null, agentTypeId: string, first: Draft) {
  const [work, setWork] = useState(() => begun(first));
  const { base, doc, faults } = work;
  const dirty = isDirty(work);
  const isOther = (stored?.revision ?? 0) !== base.revision;

  const saving = useMutation({
    mutationFn: (sent: Doc) => putDraft(agentTypeId, sent, base.revision),
    onSuccess: (saved, sent) => setWork((now) => afterSave(now, sent, saved)),
    onError: (thrown) => {
      const said = thrown instanceof Problem && thrown.status === 422 ? thrown.errors : [];
      if (said.length > 0) setWork((now) => ({ ...now, problems: said, refused: true }));
      if (isMissed(thrown)) void queries.invalidateQueries({ queryKey: draftQuery(agentTypeId).queryKey });
    },
  });
  if (stored && isOther && !dirty && !saving.isPending) setWork(begun(stored, work.round + 1)); // nothing of mine is lost by it

  const settle = (next: Work) => {
    saving.reset();
    setWork(next);
  };
  const theirs = isOther && dirty && !saving.isPending ? stored : undefined;
  return {
    ...work,
    dirty,
    saving,
    /** What somebody else has made of it since; null: published, so that there is no draft any more. */
    theirs,
    maySave: dirty && faults.size === 0 && theirs === undefined && !saving.isPending,
    put: (pointer: string, value: unknown) => setWork((now) => withPut(now, pointer, value)),
    fault: (pointer: string, fault: Fault | null) => setWork((now) => withFault(now, pointer, fault)),
    withoutGoal: (number: number) => setWork((now) => withoutGoal(now, number)),
    save: () => saving.mutate(doc),
    takeTheirs: () => stored && settle(begun(stored, work.round + 1)),
    /** Mine, to be saved over theirs. */
    keepMine: () => settle({ ...work, base: stored ?? { ...base, revision: 0 } }),
    discard: () => settle(begun(stored ?? base, work.round + 1)),
  };
}

export type Working = ReturnType<typeof useWorking>;

/** Somebody else was faster: the draft, or the version that it was made from, is another one now. */
function isMissed(thrown: unknown): boolean {
  return thrown instanceof Problem && (thrown.status === 412 || thrown.status === 409);
}
