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
  const { queryKey } = waitingQuery;
  const known = client.getQueryData(queryKey);
  const next = known && heard(known, approval, partial);
  const isOld = known?.items.some((one) => isSame(one, approval));
  const isAsked = client.isFetching({ queryKey }) > 0; // what is on its way was answered before this was told
  if (next && next !== known) client.setQueryData(queryKey, next);
  if (!isOld && (partial || isAsked)) void client.invalidateQueries({ queryKey });
  if (!isOpen(approval)) void client.invalidateQueries({ queryKey: ["approvals", "ended"] });
  const one = approvalQuery(approval.approval_id).queryKey;
  if (!isSame(client.getQueryData(one), approval)) void client.invalidateQueries({ queryKey: one });
}

/** A settling changes no revision. */
function isSame(known: Approval | undefined, told: Approval): boolean {
  return (
    known?.approval_id === told.approval_id &&
    known.revision === told.revision &&
    known.settled_at === told.settled_at
  );
}

/** What waits, after this was told; the same where it tells nothing new. */
export function heard(known: Waiting, told: Approval, partial: boolean): Waiting {
  const before = known.items.find(({ approval_id }) => approval_id === told.approval_id);
  if (before && before.revision >= told.revision && isOpen(told)) return known;
  if (!before && (!isOpen(told) || partial)) return known;
  const others = known.items.filter((one) => one !== before);
  return { ...known, items: isOpen(told) ? [...others, { ...before, ...told }] : others };
}
