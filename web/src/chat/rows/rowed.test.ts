import { expect, test } from "vitest";
import { EMPTY } from "../transcript/entries";
import { fold } from "../transcript/fold";
import { finished, numbered, said, started, surface } from "../transcript/talk";
import { kept, queuedOf, rowsOf } from "./rowed";

const SENDING = { thread: "thr_1", agentId: "", audit: false };

test("what is at work stands below what was said, and what waits in the line below that", () => {
  const transcript = fold(EMPTY, numbered([started()]));
  const rows = rowsOf(transcript, [{ id: "req_1", text: "next", place: 1 }]);
  expect(rows.map(({ kind }) => kind)).toEqual(["entry", "going", "queued"]);
});

test("only the last end offers the same question once more", () => {
  const frames = [
    started(),
    ...said("Hi"),
    finished(),
    started("run_2"),
    finished({}, { metadata: { run_id: "run_2" } }),
  ];
  const corrs = frames.map((frame, at) => ({ ...frame, corr: at < 5 ? "cor_1" : "cor_2" }));
  const ends = rowsOf(fold(EMPTY, numbered(corrs)), []).filter((row) => row.id.startsWith("end:"));
  expect(ends.map((row) => row.kind === "entry" && row.isLast)).toEqual([false, true]);
});

test("a message is shown once, be it known from here, from the server's line, or from the thread", () => {
  const sending = [
    { ...SENDING, id: "req_1", text: "sent here", runId: "run_2" },
    { ...SENDING, id: "req_2", text: "on its way" },
    { ...SENDING, id: "req_3", text: "begun", runId: "run_1" },
  ];
  const line = [
    { runId: "run_2", text: "sent here" },
    { runId: "run_3", text: "of another tab" },
  ];
  const { runs } = fold(EMPTY, numbered([started()]));
  expect(queuedOf(sending, line, runs, ["run_3", "run_2"]).map(({ text, place }) => [text, place])).toEqual([
    ["of another tab", 1],
    ["sent here", 2],
    ["on its way", 0],
  ]);
});

test("open forms stay drawn, the newest of them, and answered ones do not", () => {
  const opened = [started(), surface("A", "a"), surface("B", "b"), surface("C", "c")];
  const save = [
    { ...started("run_2", 2), corr: "cor_2" },
    { ...surface("Saved.", "c"), corr: "cor_2" },
  ];
  const rows = rowsOf(fold(EMPTY, numbered([...opened, ...save])), []);
  expect(kept(rows, 5)).toEqual([1, 2]);
  expect(kept(rows, 1)).toEqual([2]);
});
