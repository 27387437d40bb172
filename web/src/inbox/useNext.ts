/** On to the next one that waits, once this one is decided; where none is left, its own title takes the focus. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { focusTitle, wantTitle } from "./focus";
import { following, useWaiting } from "./listed";
import { approvalQuery } from "./queries";

export function useNext(approvalId: string): () => void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { agent } = useSearch({ strict: false });
  const ids = useWaiting(agent).map((one) => one.approval_id);
  const order = useRef(ids);
  if (ids.includes(approvalId)) order.current = ids; // the socket may tell of the end before the answer does
  const still = order.current.filter((id) => id === approvalId || ids.includes(id));
  const next = following(still, approvalId);
  useEffect(() => {
    if (next) void client.prefetchQuery(approvalQuery(next));
  }, [client, next]);
  return () => {
    if (!next) return focusTitle();
    wantTitle();
    void navigate({ to: "/inbox/$approvalId", params: { approvalId: next }, search: true });
  };
}
