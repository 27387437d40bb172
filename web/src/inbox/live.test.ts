/** What the topic tells, in what is kept. */
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { hear, heard } from "./live";
import { type Waiting, waitingQuery } from "./queries";
import { anApproval } from "./testing";

const first = anApproval({ approval_id: "apr_1" });
const second = anApproval({ approval_id: "apr_2" });
const known = { items: [first], more: false };
const idsOf = ({ items }: { items: { approval_id: string }[] }) => items.map((one) => one.approval_id);

it("a new one is added, and one that ended goes", () => {
  expect(idsOf(heard(known, second, false))).toEqual(["apr_1", "apr_2"]);
  expect(idsOf(heard(known, { ...first, status: "denied", revision: 2 }, false))).toEqual([]);
});

it("what is known already, or ended unseen, changes nothing", () => {
  expect(heard(known, first, false)).toBe(known);
  expect(heard(known, { ...first, revision: 0, title: "older" }, false)).toBe(known);
  expect(heard(known, { ...second, status: "expired" }, false)).toBe(known);
});

it("an edit that still waits for a second person takes the place of what stood there", () => {
  const [after] = heard(known, { ...first, revision: 2, votes: 1 }, false).items;
  expect(after).toMatchObject({ approval_id: "apr_1", votes: 1 });
});

it("what is told while an answer is on its way is not lost to it", async () => {
  const client = new QueryClient();
  const given: ((items: (typeof first)[]) => void)[] = [];
  const queryFn = () =>
    new Promise<typeof known>((give) => given.push((items) => give({ items, more: false })));
  const { queryKey } = waitingQuery;
  const observer = new QueryObserver<Waiting>(client, {
    queryKey,
    queryFn,
    initialData: known,
    staleTime: 0,
  });
  const leave = observer.subscribe(() => {});
  hear(client, { kind: "approval", approval: second });
  given[0]?.([first]);
  given[1]?.([first, second]);
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(idsOf(client.getQueryData(queryKey) ?? known)).toEqual(["apr_1", "apr_2"]);
  leave();
});

it("a frame too short for a new row has the list asked for again, and so has a gap", () => {
  const client = new QueryClient();
  const isStale = () => client.getQueryState(waitingQuery.queryKey)?.isInvalidated;
  client.setQueryData(waitingQuery.queryKey, known);
  hear(client, { kind: "approval", approval: second, partial: true });
  expect(isStale()).toBe(true);
  client.setQueryData(waitingQuery.queryKey, known);
  hear(client, { kind: "approval", approval: first });
  expect(isStale()).toBe(false);
  hear(client, { kind: "resync" });
  expect(isStale()).toBe(true);
});
