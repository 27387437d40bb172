import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { eventFrame, FakeDoor, type FakeSocket } from "./fakes";
import type { EventFrame } from "./frames";
import { Line } from "./line";

let door: FakeDoor;
let line: Line;
const beyond = { whole: vi.fn(async (frame: EventFrame) => frame), expired: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  door = new FakeDoor();
  line = new Line(door, beyond);
  line.allow(true);
});
afterEach(() => {
  line.allow(false);
  vi.useRealTimers();
});

async function opened(): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(20_000); // a jittered pause at most
  door.last.opens();
  return door.last;
}

const seqs = (frames: EventFrame[]) => frames.map(({ seq }) => seq);

test("a request waits for the line, and its promise is its answer", async () => {
  const answer = line.request("run", { message: "Hello" }, "thr_1");
  const socket = await opened();
  const [sent] = socket.of("run");
  expect(sent).toMatchObject({ v: 1, thread: "thr_1", payload: { message: "Hello" } });
  const accepted = { kind: "accepted", id: sent?.id, run_id: "run_1", thread: "thr_1" };
  socket.says(accepted);
  expect(await answer).toEqual(accepted);
});

test("a request survives a lost line under the same id", async () => {
  const answer = line.request("run", { message: "Hello" });
  const first = await opened();
  first.breaks();
  const second = await opened();
  expect(second.of("run")[0]?.id).toBe(first.of("run")[0]?.id);
  second.says({ kind: "accepted", id: second.of("run")[0]?.id, run_id: "run_1", thread: "thr_1" });
  expect(await answer).toMatchObject({ run_id: "run_1" });
});

test("an answer that does not come is asked for again", async () => {
  void line.request("run", { message: "Hello" });
  const socket = await opened();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(socket.of("run").map(({ id }) => id)).toEqual(Array(2).fill(socket.of("run")[0]?.id));
});

test("a refusal is a problem in the server's words", async () => {
  const answer = line.request("run", { message: "" });
  const socket = await opened();
  const problem = { title: "Invalid", status: 422, detail: "A message has 1 to 64 KB of text." };
  socket.says({ kind: "refused", id: socket.of("run")[0]?.id, problem });
  await expect(answer).rejects.toThrow("A message has 1 to 64 KB of text.");
});

test("who gives up waiting is told so, and nothing is sent any more", async () => {
  const giveUp = new AbortController();
  const answer = line.request("run", { message: "Hello" }, "", { signal: giveUp.signal });
  giveUp.abort(new Error("taken back"));
  await expect(answer).rejects.toThrow("taken back");
  line.follow("thr_1", 0, () => {});
  expect((await opened()).of("run")).toHaveLength(0);
});

test("a sign-in that has ended is told, and what waits is sent after the next one", async () => {
  const answer = line.request("run", { message: "Hello" });
  const socket = await opened();
  socket.says({ kind: "refused", id: socket.of("run")[0]?.id, problem: { title: "No", status: 401 } });
  expect(beyond.expired).toHaveBeenCalled();
  line.allow(false);
  line.allow(true);
  const next = await opened();
  next.says({ kind: "accepted", id: next.of("run")[0]?.id, run_id: "run_1", thread: "thr_1" });
  expect(await answer).toMatchObject({ run_id: "run_1" });
});

test("after signing out nothing that waits is kept for the next person", async () => {
  const answer = line.request("run", { message: "Hello" });
  line.forget(new Problem({ title: "Signed out", status: 401 }));
  await expect(answer).rejects.toThrow("Signed out");
});

test("a thread's frames come in order and once", async () => {
  const heard: EventFrame[] = [];
  line.follow("thr_1", 4, (frame) => heard.push(frame));
  const socket = await opened();
  expect(socket.of("subscribe")[0]).toMatchObject({ thread: "thr_1", payload: { after_seq: 4 } });
  for (const seq of [6, 5, 5, 7, 4]) socket.says(eventFrame(seq));
  await vi.advanceTimersByTimeAsync(0);
  expect(seqs(heard)).toEqual([5, 6, 7]);
});

test("a gap that stands for a quarter of a second is asked for, from the last in order", async () => {
  line.follow("thr_1", 0, () => {});
  const socket = await opened();
  socket.says(eventFrame(1));
  socket.says(eventFrame(3));
  await vi.advanceTimersByTimeAsync(240);
  expect(socket.of("subscribe")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(socket.of("subscribe")[1]?.payload).toEqual({ after_seq: 1 });
});

test("what one subscription did not hold is asked for at once", async () => {
  line.follow("thr_1", 0, () => {});
  const socket = await opened();
  socket.says(eventFrame(1));
  socket.says(eventFrame(2));
  socket.says({ kind: "subscribed", id: socket.of("subscribe")[0]?.id, thread: "thr_1", seq: 5 });
  expect(socket.of("subscribe")[1]?.payload).toEqual({ after_seq: 2 });
});

test("after a lost line it goes on from the last in order", async () => {
  const heard: EventFrame[] = [];
  line.follow("thr_1", 0, (frame) => heard.push(frame));
  const first = await opened();
  first.says(eventFrame(1));
  first.breaks();
  const second = await opened();
  expect(second.of("subscribe")[0]?.payload).toEqual({ after_seq: 1 });
  second.says(eventFrame(1));
  second.says(eventFrame(2));
  await vi.advanceTimersByTimeAsync(0);
  expect(seqs(heard)).toEqual([1, 2]);
});

test("silence while something is under way is asked about; silence otherwise is not", async () => {
  let isWaiting = false;
  line.follow("thr_1", 0, () => {}, { isWaiting: () => isWaiting });
  const socket = await opened();
  socket.says({ kind: "subscribed", id: socket.of("subscribe")[0]?.id, thread: "thr_1", seq: 0 });
  await vi.advanceTimersByTimeAsync(15_000);
  expect(socket.of("subscribe")).toHaveLength(1);
  isWaiting = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(socket.of("subscribe")).toHaveLength(2);
});

test("an event by link is given whole, and later ones wait for it", async () => {
  let come = (_whole: EventFrame) => {};
  beyond.whole.mockReturnValueOnce(new Promise((resolve) => (come = resolve)));
  const heard: EventFrame[] = [];
  line.follow("thr_1", 0, (frame) => heard.push(frame));
  const socket = await opened();
  socket.says(eventFrame(1, { type: "CUSTOM", name: "by_link", value: { href: "/api/…" } }));
  socket.says(eventFrame(2));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([]);
  come(eventFrame(1, { type: "TOOL_CALL_RESULT" }));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard.map(({ event }) => event.type)).toEqual(["TOOL_CALL_RESULT", "TEXT_MESSAGE_END"]);
});

test("who may not follow a thread is told why", async () => {
  const onRefused = vi.fn();
  line.follow("thr_9", 0, () => {}, { onRefused });
  const socket = await opened();
  socket.says({
    kind: "refused",
    id: socket.of("subscribe")[0]?.id,
    problem: { title: "Gone", status: 404 },
  });
  expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ message: "Gone" }));
});

test("approvals come one by one; what waits at the beginning is one word to list again", async () => {
  const heard = vi.fn();
  line.listenToApprovals(heard);
  const socket = await opened();
  const approval = { approval_id: "apr_1" };
  socket.says({ kind: "approval", approval });
  expect(heard).not.toHaveBeenCalled();
  socket.says({ kind: "subscribed", id: socket.of("subscribe")[0]?.id, topic: "approvals" });
  socket.says({ kind: "approval", approval });
  expect(heard.mock.calls).toEqual([[{ kind: "resync" }], [{ kind: "approval", approval }]]);
});

test("after a lost line the inbox is told to list again", async () => {
  const heard = vi.fn();
  line.listenToApprovals(heard);
  const confirm = (socket: FakeSocket) =>
    socket.says({ kind: "subscribed", id: socket.of("subscribe")[0]?.id, topic: "approvals" });
  confirm(await opened());
  door.last.breaks();
  confirm(await opened());
  expect(heard).toHaveBeenCalledTimes(2);
});

test("nobody signed in, no line", async () => {
  line.allow(false);
  line.follow("thr_1", 0, () => {});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.sockets).toHaveLength(0);
});
