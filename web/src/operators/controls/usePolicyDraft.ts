/** The policy as it is being edited: what it began from, what the server said about it, and whether it stands still. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../api/problem";
import {
  draftOf,
  isChanged,
  mended,
  NO_ERRORS,
  type PlacedErrors,
  type PolicyDraft,
  placed,
  policyOf,
  type StoredPolicy,
} from "./policy";
import { savePolicy } from "./policyApi";

const newKey = () => crypto.randomUUID();

interface State {
  base: StoredPolicy;
  draft: PolicyDraft;
  errors: PlacedErrors;
}

function begun(base: StoredPolicy): State {
  return { base, draft: draftOf(base, newKey), errors: NO_ERRORS };
}

export function usePolicyDraft(stored: StoredPolicy, onSaved: () => void) {
  const [state, setState] = useState(() => begun(stored));
  const { base, draft, errors } = state;
  const dirty = isChanged(draft, base);
  const isOther = stored.version !== base.version;
  if (isOther && !dirty) setState(begun(stored)); // nothing of mine is lost by it

  const saving = useMutation({
    mutationFn: () => savePolicy(base, policyOf(draft)),
    onSuccess: (saved) => {
      setState(begun(saved));
      onSaved();
    },
    onError: (thrown) => {
      const said = thrown instanceof Problem ? thrown.errors : [];
      setState((now) => ({ ...now, errors: placed(said, draft) }));
    },
  });

  return {
    base,
    draft,
    errors,
    dirty,
    saving,
    /** Somebody else's, stored since this draft was begun. */
    theirs: isOther && dirty ? stored : undefined,
    /** `place` is whose error is mended by it. */
    change: (next: Partial<PolicyDraft>, place = "") =>
      setState((now) => ({
        ...now,
        draft: { ...now.draft, ...next },
        errors: mended(now.errors, place),
      })),
    /** Theirs instead of mine, or as it stands where nobody else was at it. */
    discard: () => {
      saving.reset();
      setState(begun(stored));
    },
    /** Mine, to be put in the place of theirs. */
    keepMine: () => {
      saving.reset();
      setState((now) => ({ ...now, base: stored }));
    },
  };
}

export type PolicyEditing = ReturnType<typeof usePolicyDraft>;
export { newKey };
