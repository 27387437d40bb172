import { expect, test } from "vitest";
import { EMPTY, type Entry, isUnderWay, type Transcript } from "./entries";
import { fold } from "./fold";
import { asks, CALL, called, finished, gave, numbered, said, started, surface } from "./talk";

const COUNTS = { inputTokens: 10, outputTokens: 3, cachedInputTokens: 0, costMicroUsd: 140 };
const USAGE = [{ provider: "openai", model: "m", ...COUNTS }];

function after(...events: Parameters<typeof numbered>[0]): Transcript {
  return fold(EMPTY, numbered(events));
}

function only<K extends Entry["kind"]>(transcript: Transcript, kind: K): Extract<Entry, { kind: K }> {
  const found = transcript.entries.filter(
    (entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind,
  );
  expect(found).toHaveLength(1);
  return found[0] as Extract<Entry, { kind: K }>;
}

const kinds = (transcript: Transcript) => transcript.entries.map(({ kind }) => kind);

test("what a person said and what the agent answered stand in the order of their appearance", () => {
  const transcript = after(started(), ...said("Hi", " there"), finished());
  expect(kinds(transcript)).toEqual(["said", "answer", "end"]);
  expect(only(transcript, "said").text).toBe("Hello");
  expect(only(transcript, "answer")).toMatchObject({ text: "Hi there", isStreaming: false, runId: "run_1" });
  expect(transcript.runs.get("run_1")?.status).toBe("succeeded");
});

test("an answer grows while it streams", () => {
  const transcript = after(started(), ...said("Hi", " th").slice(0, 3));
  expect(only(transcript, "answer")).toMatchObject({ text: "Hi th", isStreaming: true });
  expect(isUnderWay(transcript)).toBe(true);
});

test("in whatever portions frames come, the same transcript comes of them", () => {
  const frames = numbered([
    started(),
    ...said("Hi"),
    ...called(),
    gave({ status: "ok", result: 1 }),
    finished(),
  ]);
  const whole = fold(EMPTY, frames);
  const one = frames.reduce((transcript, frame) => fold(transcript, [frame]), EMPTY);
  expect(one).toEqual(whole);
});

test("a replay of what was folded before changes nothing", () => {
  const frames = numbered([started(), ...said("Hi"), finished()]);
  const transcript = fold(EMPTY, frames);
  expect(fold(transcript, frames)).toEqual(transcript);
  expect(fold(transcript, frames.slice(2)).entries).toEqual(transcript.entries);
});

test("entries that nothing came for stay the same objects", () => {
  const before = after(started(), ...said("Hi"));
  const next = fold(before, numbered([...called()], before.lastSeq + 1));
  expect(next.entries[0]).toBe(before.entries[0]);
  expect(next.entries[1]).toBe(before.entries[1]);
  expect(before.entries).toHaveLength(2);
});

test("a call shows its arguments as they come, then what came of it", () => {
  const events = [started(), ...called()];
  expect(only(after(...events.slice(0, 3)), "call")).toMatchObject({ state: "asking", arguments: '{"kg' });
  expect(only(after(...events), "call")).toMatchObject({ state: "running", tool: "weights.create" });
  const done = only(after(...events, gave({ status: "ok", result: { kg: 82.5 } })), "call");
  expect(done).toMatchObject({ state: "ok", answer: { status: "ok", result: { kg: 82.5 } } });
});

test.each(["refused", "denied", "expired", "not_sent", "needs_person", "unknown", "revise", "responded"])(
  "a call that came to %s says so",
  (status) => {
    expect(only(after(started(), ...called(), gave({ status, detail: "why" })), "call").state).toBe(status);
  },
);

test("a status that this version does not know is not taken for a success", () => {
  expect(only(after(started(), ...called(), gave({ status: "levitated" })), "call").state).toBe("unknown");
});

test("a result that is no object is shown as it is", () => {
  expect(only(after(started(), ...called(), gave("plain words")), "call").answer?.result).toBe("plain words");
});

test("a call that a person is asked about waits, and its run with it", () => {
  const transcript = after(started(), ...called(), finished(asks()));
  expect(only(transcript, "call")).toMatchObject({ state: "waiting", interrupt: { approvalId: "apr_1" } });
  expect(transcript.runs.get("run_1")?.status).toBe("waiting");
  expect(isUnderWay(transcript)).toBe(false);
  expect(kinds(transcript)).not.toContain("end");
});

test("the next leg begins with the answer, and the question is over", () => {
  const transcript = after(
    started(),
    ...called(),
    finished(asks()),
    started("run_1", 2),
    gave({ status: "ok", edited: { by: "usr_1", arguments: { kg: 80 } } }),
    finished(),
  );
  expect(only(transcript, "call")).toMatchObject({ state: "ok", answer: { edited: { by: "usr_1" } } });
  expect(only(transcript, "said").text).toBe("Hello");
  expect(transcript.runs.get("run_1")?.status).toBe("succeeded");
});

test("of several questions each waits for its own answer", () => {
  const other = "run_1.1.2.1:call_b";
  const interrupts = [asks(), asks(other, "tool_call", "apr_2")].flatMap(
    (outcome) => (outcome as { interrupts: unknown[] }).interrupts,
  );
  const waiting = after(
    started(),
    ...called(),
    ...called("{}", other),
    finished({ type: "interrupt", interrupts }),
  );
  const states = (transcript: Transcript) =>
    transcript.entries.flatMap((entry) => (entry.kind === "call" ? [entry.state] : []));
  expect(states(waiting)).toEqual(["waiting", "waiting"]);
  const next = numbered([started("run_1", 2), gave({ status: "ok" })], waiting.lastSeq + 1);
  expect(states(fold(waiting, next))).toEqual(["ok", "decided"]);
});

test("the gates of audit mode are questions of their own", () => {
  const transcript = after(started(), finished(asks("run_1.1.context", "context")));
  expect(only(transcript, "gate")).toMatchObject({ isOpen: true, interrupt: { kind: "context" } });
});

test("a gate that was answered does not open again on replay", () => {
  const events = [
    started(),
    finished(asks("run_1.1.final", "final")),
    started("run_1", 2),
    ...said("Hi"),
    finished(),
  ];
  expect(only(after(...events), "gate").isOpen).toBe(false);
  expect(only(fold(after(...events), numbered(events)), "gate").isOpen).toBe(false);
});

test("a leg that goes straight on is not the end of its run", () => {
  const transcript = after(
    started(),
    finished({ type: "success" }, { metadata: { run_id: "run_1", continues: true } }),
  );
  expect(transcript.runs.get("run_1")?.status).toBe("running");
  expect(kinds(transcript)).toEqual(["said"]);
});

test("usage is kept for each leg", () => {
  const transcript = after(
    started(),
    finished(asks("run_1.1.context", "context"), { usage: USAGE }),
    started("run_1", 2),
    finished({ type: "success" }, { usage: USAGE }),
  );
  expect(transcript.runs.get("run_1")?.usage).toEqual([...USAGE, ...USAGE]);
});

test("an error ends its run, and leaves nothing streaming or running", () => {
  const transcript = after(started(), ...said("Hi").slice(0, 2), ...called(), {
    type: "RUN_ERROR",
    message: "The model did not answer.",
    code: "model_down",
  });
  expect(transcript.runs.get("run_1")).toMatchObject({
    status: "failed",
    failure: { message: "The model did not answer.", code: "model_down" },
  });
  expect(only(transcript, "answer").isStreaming).toBe(false);
  expect(only(transcript, "call").state).toBe("interrupted");
});

test("a cancelled run says so, and what it asked is over", () => {
  const transcript = after(
    started(),
    ...called(),
    finished(asks()),
    started("run_1", 2),
    finished({ type: "cancelled" }),
  );
  expect(transcript.runs.get("run_1")?.status).toBe("cancelled");
  expect(only(transcript, "call").state).toBe("interrupted");
  expect(only(transcript, "end").runId).toBe("run_1");
});

test("runs that take turns keep their own", () => {
  const other = { ...started("run_2", 1, "Second"), corr: "cor_2" };
  const transcript = after(
    started(),
    ...called(),
    finished(asks()),
    other,
    { type: "RUN_ERROR", message: "No", corr: "cor_2" },
    started("run_1", 2),
    gave({ status: "ok" }),
    finished(),
  );
  expect([...transcript.runs.values()].map(({ id, status }) => [id, status])).toEqual([
    ["run_1", "succeeded"],
    ["run_2", "failed"],
  ]);
});

test("a step shows while it is taken", () => {
  const step = { type: "STEP_STARTED", stepName: "load_capability:weights" };
  expect(only(after(started(), step), "step").isDone).toBe(false);
  const done = after(started(), step, { ...step, type: "STEP_FINISHED" });
  expect(only(done, "step")).toMatchObject({ isDone: true, name: "load_capability:weights" });
});

test("a form stands where it was opened; its Save, in a run of its own, answers it for good", () => {
  const opened = after(started(), surface("Weights"), finished());
  expect(only(opened, "surface").answered).toBe(false);
  const save = [
    { ...started("run_2", 2), corr: "cor_2" },
    ...called("{}", "ui_1", "weights__save_batch").map((event) => ({ ...event, corr: "cor_2" })),
    { ...gave({ status: "ok" }, "ui_1"), corr: "cor_2" },
    { ...surface("Saved."), corr: "cor_2" },
    { ...finished(undefined, { metadata: { run_id: "run_2" } }), corr: "cor_2" },
  ];
  const answered = fold(opened, numbered(save, opened.lastSeq + 1));
  expect(only(answered, "surface")).toMatchObject({ answered: true, operations: [{ title: "Saved." }] });
  expect(only(answered, "call")).toMatchObject({ isPersons: true, state: "ok" });
  expect(answered.runs.get("run_2")?.isAsked).toBe(false);
  const again = fold(answered, numbered([{ ...surface("Weights"), corr: "cor_1" }], answered.lastSeq + 1));
  expect(only(again, "surface")).toMatchObject({ answered: true, operations: [{ title: "Saved." }] });
});

test("a window that begins in the middle of a run knows whose answer it is", () => {
  const transcript = after(...said("Hi"), finished());
  expect(only(transcript, "answer").runId).toBe("run_1");
  expect(transcript.runs.get("run_1")?.status).toBe("succeeded");
});

test("ends without a beginning, and events of later versions, are passed over", () => {
  const transcript = after(
    { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "lost" },
    { type: "TOOL_CALL_ARGS", toolCallId: CALL, delta: "{" },
    gave({ status: "ok" }),
    { type: "STATE_SNAPSHOT", snapshot: {} },
  );
  expect(transcript.entries).toEqual([]);
  expect(transcript.lastSeq).toBe(4);
});

test("an event that is not well formed breaks nothing", () => {
  expect(() => after({ type: "RUN_STARTED" }, { type: "ACTIVITY_SNAPSHOT", content: [] })).not.toThrow();
});

test("thirty thousand events take less than a second", () => {
  const events = Array.from({ length: 5_000 }, (_, at) => {
    const messageId = `run_1.1.${at}.text0`;
    const delta = { type: "TEXT_MESSAGE_CONTENT", messageId, delta: "word ".repeat(10) };
    return [
      { type: "TEXT_MESSAGE_START", messageId },
      delta,
      delta,
      delta,
      delta,
      { type: "TEXT_MESSAGE_END", messageId },
    ];
  }).flat();
  const before = performance.now();
  expect(after(started(), ...events).entries).toHaveLength(5_001);
  expect(performance.now() - before).toBeLessThan(1_000);
});
