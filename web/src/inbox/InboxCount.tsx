/** How many approvals wait for me, live wherever one is in the app. */
import { Badge, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLineState } from "../socket";
import { useLiveInbox } from "./live";
import { waitingQuery } from "./queries";

const AWAY_MS = 10_000; // while nothing is told, it is asked
const ANYWAY_MS = 60_000;

export function InboxCount() {
  useLiveInbox();
  const isLive = useLineState() === "connected";
  const { data } = useQuery({ ...waitingQuery, refetchInterval: isLive ? ANYWAY_MS : AWAY_MS });
  const count = data?.items.length ?? 0;
  if (!count) return null;
  return (
    <Badge size="sm" variant="filled" color="go.9" data-testid="inbox-count">
      {count}
      {data?.more && "+"}
      <VisuallyHidden> waiting</VisuallyHidden>
    </Badge>
  );
}
