/** One draft, as its customer reads it, answers it and has it carried out. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { inFull } from "./samples";
import { refusal, showDraft } from "./testing";

const REVIEW = "POST /api/v1/deliverables/dlv_1/review";
const EXECUTE = "POST /api/v1/deliverables/dlv_1/execute";
const state = () => screen.findByRole("status", { name: "State of this draft" });
const button = (name: string) => screen.findByRole("button", { name });

test("carrying out asks once more, says what goes where and in which mode, and sends only then", async () => {
  const stored = { one: inFull({ status: "approved" }) };
  const { heard } = showDraft(stored, {
    [EXECUTE]: () => {
      stored.one = { ...stored.one, status: "executed", effect: { status: "confirmed" } };
      return { body: { deliverable: stored.one, approval_id: "apr_1", status: "ok", detail: "" } };
    },
  });
  await userEvent.click(await button("Post now…"));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/Exactly this is sent now, once.*Mode: live/)).toBeTruthy();
  expect(within(dialog).getByText("POST https://some.place/posts")).toBeTruthy();
  expect(heard.filter(({ method }) => method === "POST")).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(async () => expect((await state()).textContent).toContain("Carried out"));
  expect(heard.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    { approval_id: "apr_1" },
  ]);
});

test("a rehearsal says that nothing is sent", async () => {
  showDraft({ one: inFull({ status: "approved" }), approval: { mode: "rehearse" } });
  expect(await screen.findByText(/Nothing is sent. You are shown exactly/)).toBeTruthy();
  await userEvent.click(await button("Rehearse now…"));
  expect(within(await screen.findByRole("dialog")).getByText(/^Nothing is sent: you are shown/)).toBeTruthy();
});

test("a refusal says its rule, what to do, and the reference", async () => {
  showDraft(
    { one: inFull({ status: "approved" }) },
    {
      [EXECUTE]: () =>
        refusal(403, "The agent is stopped.", { rule: "kill_switch", correlation_id: "cor_7" }),
    },
  );
  await userEvent.click(await button("Post now…"));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: /^Post now/ }));
  const told = await screen.findByText("The agent is stopped.");
  expect(told.closest("[role=alert]")?.textContent).toMatch(/The agent is stopped.*kill_switch.*cor_7/);
  expect(screen.getByText(/An operator has stopped it/)).toBeTruthy();
});

test("an attempt whose answer was lost is followed and never offered again", async () => {
  const effects = [{ attempt: 1, status: "unknown", dispatched_at: "2026-12-01T10:00:00Z" }] as never;
  showDraft({ one: inFull({ status: "approved" }), approval: { effects } });
  expect(await screen.findByText("Being looked up")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Post now…" })).toBeNull();
});

test("a no needs its reason, and is bound to the version that was shown", async () => {
  const stored = { one: inFull({ version: 2, digest: "seen" }) };
  const { heard } = showDraft(stored, {
    [REVIEW]: () => {
      stored.one = { ...stored.one, status: "rejected", note: "Too loud." };
      return { body: { deliverable: stored.one, approval_id: "apr_1" } };
    },
  });
  await userEvent.click(await button("Reject"));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Please say it in a few words.")).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox", { name: /Why not/ }), "Too loud.");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(async () => expect((await state()).textContent).toContain("Rejected"));
  expect(heard.find(({ path }) => path.endsWith("/review"))?.body).toEqual({
    decision: "reject",
    digest: "seen",
    version: 2,
    notes: "Too loud.",
  });
});

test("what changed meanwhile is asked for again, and said", async () => {
  const stored = { one: inFull() };
  showDraft(stored, {
    [REVIEW]: () => {
      stored.one = { ...stored.one, version: 2, status: "approved" };
      return refusal(412, "There is another version now: read it, then decide.");
    },
  });
  await userEvent.click(await button("Approve"));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("It changed while you looked")).toBeTruthy();
  expect(await screen.findByText(/Nothing was done. It now stands as version 2/)).toBeTruthy();
});

test("a time is given by the clock of the customer's own zone, which is named", async () => {
  const later = new Date(Date.now() + 7 * 86_400_000).toISOString();
  showDraft({ one: inFull({ status: "approved", expires_at: later }) });
  expect(await screen.findByText("By the clock of Asia/Kolkata (GMT+5:30)")).toBeTruthy();
});

test("a report is acknowledged at once", async () => {
  const stored = { one: inFull({ kind: "report", arguments: {}, content: { denied: 1, coins: ["BTC"] } }) };
  showDraft(stored, {
    [REVIEW]: () => {
      stored.one = { ...stored.one, status: "acknowledged" };
      return { body: { deliverable: stored.one, approval_id: "apr_1" } };
    },
  });
  expect(await screen.findByText("BTC")).toBeTruthy();
  await userEvent.click(await button("I have read this"));
  await waitFor(async () => expect((await state()).textContent).toContain("Read"));
});
