import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { FeedbackButtons } from "./FeedbackButtons";

afterEach(() => vi.unstubAllGlobals());

function show(target: string, status = 201) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return Response.json({ title: "Not now", status }, { status });
  });
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <FeedbackButtons target={target} runId="run_1" />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return sent;
}

test("a thumb is stored, stays pressed, and asks for a note that may be left out", async () => {
  const sent = show("run_1.1.1.text0");
  const thumb = screen.getByRole("button", { name: "Bad answer" });
  await userEvent.click(thumb);
  await waitFor(() => expect(thumb.getAttribute("aria-pressed")).toBe("true"));
  await userEvent.type(screen.getByLabelText(/What was wrong/), "too long");
  await userEvent.click(screen.getByRole("button", { name: "Send the note" }));
  await screen.findByRole("button", { name: "Your note is kept" });
  const target = { target_type: "message", target_id: "run_1.1.1.text0", run_id: "run_1", label: "down" };
  expect(sent).toEqual([
    { ...target, notes: "" },
    { ...target, notes: "too long" },
  ]);
});

test("what was given before is remembered", async () => {
  show("run_1.1.1.text0");
  expect(screen.getByRole("button", { name: "Bad answer" }).getAttribute("aria-pressed")).toBe("true");
});

test("a refusal is said, and nothing stays pressed", async () => {
  show("run_2.1.1.text0", 403);
  const thumb = screen.getByRole("button", { name: "Good answer" });
  await userEvent.click(thumb);
  expect((await screen.findByRole("alert")).textContent).toContain("Not now");
  expect(thumb.getAttribute("aria-pressed")).toBe("false");
});
