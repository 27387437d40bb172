import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/problem";
import { session } from "../../session/session";
import { line } from "../../socket";
import { drafts } from "./drafts";
import { outbox } from "./outbox";

const MESSAGE = { thread: "thr_1", text: "Hello", agentId: "", audit: false };
const accepted = (thread = "thr_1") => ({ kind: "accepted" as const, id: "req", run_id: "run_1", thread });

beforeEach(() => drafts.clear());
afterEach(() => {
  outbox.clear();
  vi.unstubAllGlobals();
});

test("a message is kept in this tab until the server has it, and shown until its run begins", async () => {
  let take = (_frame: ReturnType<typeof accepted>) => {};
  vi.spyOn(line, "request").mockReturnValue(new Promise((resolve) => (take = resolve)));
  outbox.send(MESSAGE);
  expect(sessionStorage.getItem("greenlight.outbox")).toContain("Hello");
  take(accepted());
  await vi.waitFor(() => expect(outbox.list()[0]?.runId).toBe("run_1"));
  expect(sessionStorage.getItem("greenlight.outbox")).toBe("[]");
  outbox.arrived(new Map([["run_1", {}]]));
  expect(outbox.list()).toEqual([]);
});

test("after a reload it is sent under its old id", () => {
  const request = vi.spyOn(line, "request").mockReturnValue(new Promise(() => {}));
  sessionStorage.setItem("greenlight.outbox", JSON.stringify([{ ...MESSAGE, id: "req_old" }]));
  outbox.resume();
  expect(request).toHaveBeenCalledWith("run", { message: "Hello" }, "thr_1", { id: "req_old" });
});

test("what is refused goes back to where it was written, with the reason", async () => {
  vi.spyOn(line, "request").mockRejectedValue(new Problem({ title: "Too many", status: 429 }));
  vi.spyOn(session, "state").mockReturnValue("signed-in");
  drafts.write("thr_1", "and this");
  outbox.send(MESSAGE);
  await vi.waitFor(() => expect(drafts.refusal("thr_1")?.message).toBe("Too many"));
  expect(drafts.text("thr_1")).toBe("Hello\n\nand this");
  expect(outbox.list()).toEqual([]);
});

test("a message that begins a thread says who and how, and tells where it went", async () => {
  const request = vi.spyOn(line, "request").mockResolvedValue(accepted("thr_new"));
  const began = vi.fn();
  const stop = outbox.onBegan(began);
  outbox.send({ thread: "", text: "Hello", agentId: "agt_1", audit: true });
  await vi.waitFor(() => expect(began).toHaveBeenCalledWith("thr_new"));
  expect(request.mock.calls[0]?.[1]).toEqual({ message: "Hello", agent_id: "agt_1", audit: true });
  stop();
});

test("what is too long for a frame of the socket goes by REST, under the same id", async () => {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request);
    return Response.json({ run_id: "run_9", thread_id: "thr_1" }, { status: 202 });
  });
  outbox.send({ ...MESSAGE, text: "x".repeat(30 * 1024) });
  await vi.waitFor(() => expect(outbox.list()[0]?.runId).toBe("run_9"));
  const body = await asked[0]?.json();
  expect(new URL(asked[0]?.url ?? "").pathname).toBe("/api/v1/runs");
  expect(body).toMatchObject({ thread_id: "thr_1", id: outbox.list()[0]?.id });
});
