import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type EventFrame, line } from "../../socket";
import { called, finished, gave, numbered, said, started } from "../transcript/talk";
import { ThreadFeed } from "./feed";

const WHOLE = numbered([started(), ...said("Hi"), finished()]); // 1 to 5
let served: typeof WHOLE;
let firstSeq: number;
let asked: string[];
let tell: (frame: EventFrame) => void;
let followed: number[];

beforeEach(() => {
  [served, firstSeq, asked, followed] = [WHOLE, 1, [], []];
  vi.stubGlobal("fetch", async ({ url }: Request) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(pathname + new URL(url).search);
    if (pathname === "/state")
      return Response.json({ first_seq: firstSeq, last_seq: served.length, messages: [] });
    const after = Number(searchParams.get("after_seq"));
    const items = served.filter(({ seq }) => seq > after).slice(0, Number(searchParams.get("limit")));
    return Response.json({ items, next_after_seq: null });
  });
  vi.spyOn(line, "follow").mockImplementation((_thread, after, onFrame) => {
    followed.push(after);
    tell = onFrame;
    return () => {};
  });
});
afterEach(() => vi.unstubAllGlobals());

const frame = (one: (typeof WHOLE)[number]): EventFrame => ({ kind: "event", thread: "thr_1", ...one });
const kinds = (feed: ThreadFeed) => feed.feed().transcript.entries.map(({ kind }) => kind);

test("what happened is replayed, and the socket goes on from its last number", async () => {
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  expect(kinds(feed)).toEqual(["said", "answer", "end"]);
  expect(followed).toEqual([5]);
  tell(frame({ seq: 6, corr: "cor_2", event: started("run_2") }));
  await vi.waitFor(() => expect(kinds(feed)).toEqual(["said", "answer", "end", "said"]));
});

test("of a long thread the newest window comes first, and what was before on demand", async () => {
  firstSeq = 5;
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  expect(kinds(feed)).toEqual(["end"]);
  expect(feed.feed().hasEarlier).toBe(true);
  await Promise.all([feed.lookBack(), feed.lookBack()]);
  expect(kinds(feed)).toEqual(["said", "answer", "end"]);
  expect(feed.feed().hasEarlier).toBe(false);
  expect(asked.filter((address) => address.includes("after_seq=0"))).toHaveLength(1);
});

test("what comes while one looks back is not lost", async () => {
  firstSeq = 5;
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  const looking = feed.lookBack();
  tell(frame({ seq: 6, corr: "cor_2", event: started("run_2") }));
  await looking;
  await vi.waitFor(() => expect(kinds(feed)).toEqual(["said", "answer", "end", "said"]));
});

test("closed and opened again it goes on from where it was", async () => {
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  tell(frame({ seq: 6, corr: "cor_2", event: started("run_2") }));
  feed.close();
  await feed.open();
  expect(followed).toEqual([5, 6]);
  expect(asked.filter((address) => address.startsWith("/state"))).toHaveLength(1);
});

test("a thread that cannot be shown says why, and can be tried again", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ title: "Not found", status: 404 }, { status: 404 }));
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  expect(feed.feed().problem?.message).toBe("Not found");
  expect(followed).toEqual([]);
});

test("what came of a form's Save is told whether it came before or after one asks", async () => {
  const feed = new ThreadFeed("thr_1");
  await feed.open();
  const later = feed.resultOf("run_2");
  const save = [
    { ...started("run_2", 2), corr: "cor_2" },
    ...called("{}", "ui_1").map(of2),
    of2(gave({ status: "ok" }, "ui_1")),
  ];
  for (const one of numbered(save, 6)) tell(frame(one));
  expect((await later).status).toBe("ok");
  expect((await feed.resultOf("run_2")).status).toBe("ok");
});

function of2<T extends object>(event: T): T & { corr: string } {
  return { ...event, corr: "cor_2" };
}
