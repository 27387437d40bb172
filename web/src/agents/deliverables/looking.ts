/** One draft with its approval, looked at again while something is on its way, and told when its approval changes. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { approvalQuery } from "../../inbox/queries";
import { useApprovalsTopic } from "../../socket";
import { deliverableQuery } from "./answers";
import { isUnderway, nextLook, SOON } from "./motion";

export function useDeliverable(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    ...deliverableQuery(id),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false;
      const approval = client.getQueryData(approvalQuery(data.approval_id).queryKey);
      return isUnderway(data, approval) ? SOON : nextLook([data], Date.now());
    },
  });
  useLive();
  return query;
}

/** The approval of its newest version: mode, the form of an edit, the attempts outside. */
export function useApprovalOf(one: { approval_id: string; status: string; revision: number } | undefined) {
  const id = one?.approval_id ?? "";
  const query = useQuery({
    ...approvalQuery(id),
    enabled: id !== "",
    refetchInterval: ({ state: { data } }) => (one && isUnderway(one, data) ? SOON : false),
  });
  const { refetch } = query;
  const seen = useRef(one?.revision);
  useEffect(() => {
    if (id === "" || seen.current === one?.revision) return;
    seen.current = one?.revision;
    void refetch(); // what moved the one moved the other
  }, [id, one?.revision, refetch]);
  return query;
}

const TOGETHER = 400; // milliseconds: an approval seldom changes alone

/** What the topic of approvals tells of drafts; they are asked for again in one go. */
export function useLive(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useApprovalsTopic((frame) => {
    if (frame.kind !== "resync" && !frame.approval.deliverable_id) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void client.invalidateQueries({ queryKey: ["deliverables"] }), TOGETHER);
  });
}

const TOUCHED = [["deliverables"], ["approvals"], ["my-agents"]];

/** After anything that moves a draft: whoever shows it asks again. */
export async function draftsChanged(client: QueryClient): Promise<void> {
  await Promise.all(TOUCHED.map((queryKey) => client.invalidateQueries({ queryKey })));
}
