/** Deciding, as a reviewer does it. */
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { setShortcuts } from "../ui/shortcuts";
import type { ApprovalInFull } from "./approval";
import { forgetEdit } from "./edits";
import { anApproval, refusal, showInbox } from "./testing";

const EXTERNAL = { effect: "external", risk: "medium", plain_words: "Approving sends exactly this, once." };
const title = () => screen.findByRole("heading", { level: 2, name: /Title of/ });
const field = (name: string) => screen.findByRole("textbox", { name: new RegExp(name) });
const sentTo = (heard: ReturnType<typeof showInbox>["heard"]) =>
  heard.filter(({ path }) => path.endsWith("/decide")).map(({ body }) => body);

beforeEach(() => {
  for (const id of ["apr_1", "apr_2"]) forgetEdit(id);
});

async function open(changes: Partial<ApprovalInFull>, decide?: Parameters<typeof showInbox>[1]) {
  const stored = [anApproval(changes)];
  const shown = showInbox(stored, { at: "/inbox/apr_1", ...decide });
  await title();
  return { ...shown, stored };
}

it("a changed field is shown by its pointer, sent whole, and a number stays a number", async () => {
  const { heard } = await open({});
  const kg = await field("Kg");
  await userEvent.clear(kg);
  await userEvent.type(kg, "79.5");
  const changes = await screen.findByRole("region", { name: "Your changes" });
  expect(within(changes).getByText("/kg")).toBeTruthy();
  expect(screen.getByText(/these bytes will change too/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Approve with changes" }));
  await waitFor(() => expect(sentTo(heard)).toHaveLength(1));
  expect(sentTo(heard)).toEqual([
    { verdict: "edit", digest: "digest_1", note: "", arguments: { place: "home", kg: 79.5 } },
  ]);
});

it("what was changed back is no change", async () => {
  await open({});
  const kg = await field("Kg");
  await userEvent.clear(kg);
  await userEvent.type(kg, "79.5");
  await userEvent.click(await screen.findByRole("button", { name: "Reset all" }));
  expect(await screen.findByRole("button", { name: "Approve" })).toBeTruthy();
  expect(await field("Kg")).toHaveProperty("value", "82.5");
});

it("a value that does not fit cannot be approved", async () => {
  const { heard } = await open({});
  const kg = await field("Kg");
  await userEvent.clear(kg);
  await userEvent.type(kg, "3");
  expect(await screen.findByRole("button", { name: "Approve with changes" })).toHaveProperty(
    "disabled",
    true,
  );
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(sentTo(heard)).toEqual([]);
});

it("a bare letter sends nothing outside: it opens what Ctrl+Enter confirms", async () => {
  const { heard } = await open(EXTERNAL);
  await userEvent.keyboard("a");
  const dialog = await screen.findByRole("dialog");
  await userEvent.keyboard("aaa");
  expect(sentTo(heard)).toEqual([]);
  expect(within(dialog).getByRole("region", { name: "What goes out" }).textContent).toBe("POST / HTTP/1.1");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(sentTo(heard)).toMatchObject([{ verdict: "approve", digest: "digest_1" }]));
});

it("a key that is held opens and confirms nothing more than once pressed", async () => {
  const { heard } = await open(EXTERNAL);
  const held = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, repeat: true, bubbles: true });
  await userEvent.keyboard("a");
  await screen.findByRole("dialog");
  document.body.dispatchEvent(held);
  expect(sentTo(heard)).toEqual([]);
});

it("letters are letters while one writes, and do nothing once they are switched off", async () => {
  const { heard } = await open({});
  await userEvent.type(await field("Place"), "ad");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await field("Place")).toHaveProperty("value", "homead");
  await userEvent.click(screen.getByRole("button", { name: "Reset all" }));
  act(() => setShortcuts(false));
  await userEvent.keyboard("adr");
  act(() => setShortcuts(true));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(sentTo(heard)).toEqual([]);
});

it("what is written right after its key is in the field, from the first letter on", async () => {
  await open({});
  fireEvent.keyDown(document.body, { key: "d" });
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /Why not/ }));
});

it("a denial needs its reason", async () => {
  const { heard } = await open({});
  await userEvent.click(screen.getByRole("button", { name: "Deny" }));
  const dialog = await screen.findByRole("dialog");
  const deny = within(dialog).getByRole("button", { name: /Deny/ });
  await userEvent.click(deny);
  expect(within(dialog).getByText("Please say it in a few words.")).toBeTruthy();
  await userEvent.type(within(dialog).getByLabelText(/Why not/), "Too soon.");
  await userEvent.click(deny);
  await waitFor(() => expect(sentTo(heard)).toMatchObject([{ verdict: "deny", note: "Too soon." }]));
});

it("words for one verdict do not go with another", async () => {
  const { heard } = await open(EXTERNAL);
  await userEvent.click(screen.getByRole("button", { name: "Deny" }));
  await userEvent.type(await screen.findByLabelText(/Why not/), "Never.");
  await userEvent.click(screen.getByRole("button", { name: "Not yet" }));
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  await userEvent.click(await screen.findByRole("button", { name: "Approve and send" }));
  await waitFor(() => expect(sentTo(heard)).toMatchObject([{ verdict: "approve", note: "" }]));
});

it.each([
  ["context", ["Approve", "Deny"]],
  ["final", ["Approve", "Deny", "Respond", "Ask for another version"]],
  ["deliverable", ["Approve", "Deny", "Ask for another version"]],
  ["report", ["I have read this"]],
])("a %s offers %j and nothing else", async (kind, wanted) => {
  await open({ kind, arguments: kind === "final" ? { text: "Hello" } : { messages: [], tools: [] } });
  const buttons = within(screen.getByRole("group", { name: "Your verdict" })).getAllByRole("button");
  expect(buttons.map((button) => button.textContent)).toEqual(wanted);
});

it("who is not asked gets no verdict to give", async () => {
  await open({ may_decide: false });
  expect(screen.queryByRole("group", { name: "Your verdict" })).toBeNull();
});

it("a second reviewer's verdict is told by name, and what was typed is kept", async () => {
  const stored = [anApproval({})];
  const decided_at = new Date(Date.now() - 120_000).toISOString();
  const { heard } = showInbox(stored, {
    at: "/inbox/apr_1",
    decide: () => {
      const done = { status: "denied", decided_by: "usr_anna", decided_at, may_decide: false, revision: 2 };
      stored[0] = anApproval({ ...done });
      return refusal(409, "This was denied already.", { status_now: "denied" });
    },
  });
  const kg = await field("Kg");
  await userEvent.clear(kg);
  await userEvent.type(kg, "79.5");
  await userEvent.click(screen.getByRole("button", { name: "Approve with changes" }));
  expect(await screen.findByText(/Anna denied it 2 minutes ago\. Your verdict was not counted/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Approve/ })).toBeNull();
  const unsent = await screen.findByText("It ended before you decided. This is what you had changed:");
  expect(unsent.parentElement?.textContent).toContain("79.5");
  expect(sentTo(heard)).toHaveLength(1);
});

it("a change under the reviewer's hands is told, and his own values stay in the form", async () => {
  const stored = [anApproval({})];
  showInbox(stored, {
    at: "/inbox/apr_1",
    decide: () => {
      stored[0] = anApproval({ arguments: { place: "clinic", kg: 82.5 }, digest: "digest_2", revision: 2 });
      return refusal(412, "This is not what stands there now.", { digest: "digest_2" });
    },
  });
  const kg = await field("Kg");
  await userEvent.clear(kg);
  await userEvent.type(kg, "79.5");
  await userEvent.click(screen.getByRole("button", { name: "Approve with changes" }));
  expect(await screen.findByText(/Nothing was decided\. Read what stands there now/)).toBeTruthy();
  expect(await screen.findByText(/Somebody edited it while you did/)).toBeTruthy();
  expect(await field("Kg")).toHaveProperty("value", "79.5");
});

it("where the sign-in is too old, the way to a new one leads back here", async () => {
  await open(
    { fresh_login: true },
    { decide: () => refusal(403, "Sign in again.", { rule: "fresh_login" }) },
  );
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  expect(await screen.findByRole("button", { name: "Sign in again" })).toBeTruthy();
});

it("the server's word on an edit stands at its field", async () => {
  const errors = [{ pointer: "/place", detail: "is not known here" }];
  await open({}, { decide: () => refusal(422, "notes.create does not take these arguments.", { errors }) });
  await userEvent.type(await field("Place"), "x");
  await userEvent.click(screen.getByRole("button", { name: "Approve with changes" }));
  expect((await screen.findAllByText(/is not known here/i)).length).toBeGreaterThan(0);
  expect((await field("Place")).getAttribute("aria-invalid")).toBe("true");
});

it("after a verdict the next one is shown, with the focus on its title", async () => {
  const stored = [anApproval({ approval_id: "apr_1" }), anApproval({ approval_id: "apr_2" })];
  const { router } = showInbox(stored, {
    at: "/inbox/apr_1",
    decide: () => {
      stored[0] = anApproval({ status: "approved", decided_by: "usr_me", may_decide: false, revision: 2 });
      return { body: stored[0] };
    },
  });
  await screen.findByRole("heading", { level: 2, name: "Title of apr_1" });
  await userEvent.keyboard("a");
  const next = await screen.findByRole("heading", { level: 2, name: "Title of apr_2" });
  await waitFor(() => expect(document.activeElement).toBe(next));
  expect(router.state.location.pathname).toBe("/inbox/apr_2");
  const told = screen.getByRole("status", { name: "Decided just now" });
  await waitFor(() => expect(told.textContent).toContain("You approved it"));
});

it("once its time is over, the verdicts go and words say so", async () => {
  const expires_at = new Date(Date.now() + 1_500).toISOString();
  await open({ expires_at });
  expect(screen.getByRole("group", { name: "Your verdict" })).toBeTruthy();
  expect(await screen.findByText(/Nobody decided in time, so nothing was done/)).toBeTruthy();
  expect(screen.queryByRole("group", { name: "Your verdict" })).toBeNull();
});

it("j and k move through the list, the riskiest first", async () => {
  const stored = [
    anApproval({ approval_id: "apr_1" }),
    anApproval({ approval_id: "apr_2", effect: "external", risk: "high" }),
  ];
  const { router } = showInbox(stored);
  await screen.findByText("Title of apr_2");
  await userEvent.keyboard("j");
  await waitFor(() => expect(router.state.location.pathname).toBe("/inbox/apr_2"));
  await userEvent.keyboard("jj");
  await waitFor(() => expect(router.state.location.pathname).toBe("/inbox/apr_1"));
  await userEvent.keyboard("k");
  await waitFor(() => expect(router.state.location.pathname).toBe("/inbox/apr_2"));
});

it("a rehearsal says that nothing is sent", async () => {
  const plain_words = "Rehearsal: approving sends nothing.";
  await open({ ...EXTERNAL, mode: "rehearse", plain_words });
  expect(screen.getByText("Rehearsal: nothing is sent")).toBeTruthy();
  await userEvent.keyboard("a");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(plain_words)).toBeTruthy();
  expect(within(dialog).queryByRole("button", { name: /send/ })).toBeNull();
});

vi.spyOn(window, "scrollTo").mockImplementation(() => {});
