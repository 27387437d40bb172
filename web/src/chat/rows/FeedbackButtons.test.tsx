import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { FeedbackButtons } from "./FeedbackButtons";

const TARGET = { thread: "thr_1", runId: "run_1", id: "run_1.1.1.text0" };

afterEach(() => vi.unstubAllGlobals());

/** A server that keeps one opinion for each target, two on a page. */
function show(kept: object[] = [], status = 201) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "GET") return Response.json(pageOf(kept, new URL(request.url)));
    const given = await request.json();
    sent.push(given);
    return Response.json(status < 400 ? given : { title: "Not now", status }, { status });
  });
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <FeedbackButtons target={TARGET} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return sent;
}

function pageOf(kept: object[], { searchParams }: URL) {
  expect(searchParams.get("thread_id")).toBe("thr_1");
  const from = Number(searchParams.get("cursor") ?? 0);
  const next = from + 2 < kept.length ? String(from + 2) : null;
  return { items: kept.slice(from, from + 2), next_cursor: next };
}

const pressed = (name: string) => screen.getByRole("button", { name }).getAttribute("aria-pressed");

test("a thumb is stored, stays pressed, and asks for a note that may be left out", async () => {
  const sent = show();
  await userEvent.click(screen.getByRole("button", { name: "Bad answer" }));
  await waitFor(() => expect(pressed("Bad answer")).toBe("true"));
  await userEvent.type(screen.getByLabelText(/What was wrong/), "too long");
  await userEvent.click(screen.getByRole("button", { name: "Send the note" }));
  await screen.findByRole("button", { name: "Your note is kept" });
  const target = { target_type: "message", target_id: TARGET.id, run_id: "run_1", label: "down" };
  expect(sent).toEqual([
    { ...target, notes: "" },
    { ...target, notes: "too long" },
  ]);
});

test("what was given before is there again, on whichever page it stands", async () => {
  const others = ["a", "b"].map((target_id) => ({ target_id, label: "up", notes: "" }));
  show([...others, { target_id: TARGET.id, label: "down", notes: "too long" }]);
  await waitFor(() => expect(pressed("Bad answer")).toBe("true"));
  expect(pressed("Good answer")).toBe("false");
  await userEvent.click(screen.getByRole("button", { name: "Your note is kept" }));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/What was wrong/).value).toBe("too long");
});

test("the other thumb takes the first one's place, and begins without its note", async () => {
  const sent = show([{ target_id: TARGET.id, label: "down", notes: "too long" }]);
  await screen.findByRole("button", { name: "Your note is kept" });
  await userEvent.click(screen.getByRole("button", { name: "Good answer" }));
  await waitFor(() => expect(pressed("Good answer")).toBe("true"));
  expect(pressed("Bad answer")).toBe("false");
  expect(sent).toMatchObject([{ label: "up", notes: "" }]);
});

test("a refusal is said, and nothing stays pressed", async () => {
  show([], 403);
  await userEvent.click(screen.getByRole("button", { name: "Good answer" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not now");
  expect(pressed("Good answer")).toBe("false");
});
