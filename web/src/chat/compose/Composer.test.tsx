import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/problem";
import { drafts } from "../sending/drafts";
import { outbox } from "../sending/outbox";
import { Composer } from "./Composer";

beforeEach(() => drafts.clear());

function show(thread = "thr_1") {
  const send = vi.spyOn(outbox, "send").mockImplementation(() => {});
  render(
    <MantineProvider>
      <Composer thread={thread} agent="Coach" />
    </MantineProvider>,
  );
  return { send, field: screen.getByRole("textbox", { name: "Message to Coach" }) };
}

test("Enter sends, Shift+Enter begins a new line", async () => {
  const { send, field } = show();
  await userEvent.type(field, "one{Shift>}{Enter}{/Shift}two{Enter}");
  expect(send).toHaveBeenCalledWith({ thread: "thr_1", text: "one\ntwo", agentId: "", audit: false });
  expect(drafts.text("thr_1")).toBe("");
});

test("nothing but spaces is no message", async () => {
  const { send, field } = show();
  await userEvent.type(field, "  {Enter}");
  expect(send).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
});

test("what is being written is kept for each thread", async () => {
  const { field } = show();
  await userEvent.type(field, "half a thou");
  expect(drafts.text("thr_1")).toBe("half a thou");
  expect(drafts.text("thr_2")).toBe("");
});

test("what is too long is said before the server refuses it", () => {
  drafts.write("thr_1", "x".repeat(65 * 1024));
  const { field } = show();
  expect(screen.getByRole("alert").textContent).toContain("too long");
  expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  expect(field).toBeTruthy();
});

test("a refused message is back in the field, under the reason", () => {
  drafts.giveBack(
    "thr_1",
    "Hello",
    new Problem({ title: "Too many", status: 429, detail: "5 messages wait." }),
  );
  const { field } = show();
  expect(field).toHaveProperty("value", "Hello");
  expect(screen.getByRole("alert").textContent).toContain("5 messages wait.");
});
