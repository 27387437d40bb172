/** What the list shows, in its order, and the way to the one before, after, and next to decide. Pure but for the query. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Approval } from "./approval";
import { byRisk } from "./order";
import { waitingQuery } from "./queries";

/** What waits, of one agent or of all. */
export function useWaiting(agent = ""): readonly Approval[] {
  const { data } = useQuery(waitingQuery);
  return useMemo(
    () => byRisk((data?.items ?? []).filter((one) => !agent || one.agent_id === agent)),
    [data, agent],
  );
}

/** The one so many places further; the first or last where the list ends, and from nowhere. */
export function moved(ids: readonly string[], from: string | undefined, by: 1 | -1): string | undefined {
  const at = from === undefined ? -1 : ids.indexOf(from);
  if (at < 0) return ids[0];
  return ids[Math.min(Math.max(at + by, 0), ids.length - 1)];
}

/** What to decide next, once this one is: what stood after it, else what is first. */
export function following(ids: readonly string[], decided: string): string | undefined {
  const at = ids.indexOf(decided);
  return ids.slice(at + 1).find((id) => id !== decided) ?? ids.find((id) => id !== decided);
}
