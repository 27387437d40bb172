/** What waits, what ended, and one of them in full: how they are asked for and kept. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { type Approval, isSettling, type Names } from "./approval";
import type { Status } from "./search";

const PAGE = 20; // each may hold 100 KB and more
const MOST_PAGES = 15;
const SOON_MS = 2_000;
const LATER_MS = 15_000;
const SOON_FOR_MS = 60_000;

/** `more`: beyond what can be ordered and counted here; it comes up as these are decided. */
export interface Waiting {
  items: Approval[];
  more: boolean;
}

/** All that waits, since the riskiest may have come first. */
export const waitingQuery = queryOptions({
  queryKey: ["approvals", "waiting"],
  queryFn: async (): Promise<Waiting> => {
    const items: Approval[] = [];
    let cursor: string | null = "";
    for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
      const found = await listed("pending", "", cursor);
      items.push(...found.items);
      cursor = found.next_cursor;
    }
    return { items, more: cursor !== null };
  },
});

/** What ended, newest first. */
export function endedQuery(status: Exclude<Status, "pending">, agent: string) {
  return infiniteQueryOptions({
    queryKey: ["approvals", "ended", status, agent],
    queryFn: ({ pageParam }) => listed(status, agent, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function approvalQuery(approvalId: string) {
  return queryOptions({
    queryKey: ["approvals", "one", approvalId],
    queryFn: () =>
      read(api.GET("/api/v1/approvals/{approval_id}", { params: { path: { approval_id: approvalId } } })),
    refetchInterval: ({ state: { data } }) => (data && isSettling(data) ? pause(data) : false),
  });
}

/** Who decided and was asked, by name, over all pages. */
export function namesOf(pages: readonly { names: Names }[]): Names {
  return Object.assign({}, ...pages.map((page) => page.names));
}

function listed(status: Status, agent: string, cursor: string) {
  return read(api.GET("/api/v1/approvals", { params: { query: { status, agent, cursor, limit: PAGE } } }));
}

function pause(approval: Approval): number {
  const since = Date.now() - Date.parse(approval.decided_at);
  return since < SOON_FOR_MS ? SOON_MS : LATER_MS;
}
