/** A verdict from its button or key to its answer: asked once more where that is due, then given. */
import { useRef, useState } from "react";
import type { ApprovalInFull, Verdict } from "./approval";
import { type Decided, type Given, useDecision } from "./decision";
import type { Edit } from "./edits";
import { isConfirmed, offered } from "./verdicts";

/** `valid` is false while a field says what is wrong with it. */
export type Changing = Edit & { valid: boolean };

interface Wanted {
  approval: ApprovalInFull;
  edit?: Changing;
  /** Of a field of the page; it goes with a verdict that has no words of its own. */
  note?: string;
  onDone?: (decided: Decided) => void;
}

export function useVerdicts({ approval, edit, note = "", onDone }: Wanted) {
  const [asked, setAsked] = useState<Verdict | null>(null);
  const [words, setWords] = useState<Partial<Record<Verdict, string>>>({});
  const before = useRef<Element | null>(null);
  const decision = useDecision(approval, (decided) => {
    setAsked(null);
    onDone?.(decided);
  });
  const changed = edit?.changed ?? false;

  const give = (verdict: Verdict) => {
    const given: Given = { verdict, note: words[verdict]?.trim() || note.trim() };
    decision.decide(verdict === "edit" && edit ? { ...given, arguments: edit.values } : given, {
      onError: ({ status }) => status === 422 && close(), // what is wrong is shown at its field
    });
  };
  const ask = (verdict: Verdict) => {
    if (decision.busy || (verdict === "edit" && !edit?.valid)) return;
    decision.forget();
    if (!isConfirmed(approval, verdict)) return give(verdict);
    before.current = document.activeElement;
    setAsked(verdict);
  };
  const close = () => {
    setAsked(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return {
    ...decision,
    offered: offered(approval, changed),
    asked,
    ask,
    give,
    close,
    words: (asked && words[asked]) ?? "",
    setWords: (said: string) => asked && setWords({ ...words, [asked]: said }),
  };
}

export type Verdicts = ReturnType<typeof useVerdicts>;
