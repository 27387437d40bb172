/** The inbox as it changes: what the topic tells goes into what is kept; after a gap all is asked again. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type ApprovalFrame, useApprovalsTopic } from "../socket";
import { type Approval, isOpen } from "./approval";
import { approvalQuery, type Waiting, waitingQuery } from "./queries";

/** Once in the app is enough: by the count in its navigation. */
export function useLiveInbox(): void {
  const client = useQueryClient();
  useApprovalsTopic((frame) => hear(client, frame));
}

export function hear(client: QueryClient, frame: ApprovalFrame): void {
  if (frame.kind === "resync") {
    void client.invalidateQueries({ queryKey: ["approvals"] });
    return;
  }
  const { approval, partial = false } = frame;
  const known = client.getQueryData(waitingQuery.queryKey);
  const next = known && heard(known, approval, partial);
  if (next && next !== known) client.setQueryData(waitingQuery.queryKey, next);
  if (partial && isOpen(approval)) void client.invalidateQueries({ queryKey: waitingQuery.queryKey });
  if (!isOpen(approval)) void client.invalidateQueries({ queryKey: ["approvals", "ended"] });
  const { queryKey } = approvalQuery(approval.approval_id);
  if (!isSame(client.getQueryData(queryKey), approval)) void client.invalidateQueries({ queryKey });
}

/** A settling changes no revision. */
function isSame(known: Approval | undefined, told: Approval): boolean {
  return known?.revision === told.revision && known.settled_at === told.settled_at;
}

/** What waits, after this was told; the same where it tells nothing new. */
export function heard(known: Waiting, told: Approval, partial: boolean): Waiting {
  const before = known.items.find(({ approval_id }) => approval_id === told.approval_id);
  if (before && before.revision >= told.revision && isOpen(told)) return known;
  if (!before && (!isOpen(told) || partial)) return known;
  const others = known.items.filter((one) => one !== before);
  return { ...known, items: isOpen(told) ? [...others, { ...before, ...told }] : others };
}
