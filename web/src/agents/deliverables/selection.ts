/** Which drafts are chosen for a batch: by id, as far as they can still be answered. */
import { useMemo, useState } from "react";
import type { Deliverable } from "./answers";
import { answersFor } from "./batch";

export interface Selection {
  chosen: readonly Deliverable[];
  has: (id: string) => boolean;
  set: (items: readonly Deliverable[], isChosen: boolean) => void;
  clear: () => void;
}

export function useSelection(items: readonly Deliverable[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(
    () => items.filter((one) => ids.has(one.deliverable_id) && answersFor(one).length > 0),
    [items, ids],
  );
  return {
    chosen,
    has: (id) => ids.has(id),
    set: (some, isChosen) =>
      setIds((before) => {
        const after = new Set(before);
        for (const { deliverable_id } of some) {
          if (isChosen) after.add(deliverable_id);
          else after.delete(deliverable_id);
        }
        return after;
      }),
    clear: () => setIds(new Set()),
  };
}
