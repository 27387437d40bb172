/** An export goes to the downloads; a large one waits behind a link. */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { refusal, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import { Export } from "./Export";

const show = () => showAt("/ops/audit", "/ops/audit", Export);

it("what comes as text is stored under a name of its own, and not shown twice", async () => {
  const stored: string[] = [];
  const makeUrl = vi.fn(() => "blob:here");
  Object.assign(URL, { createObjectURL: makeUrl, revokeObjectURL: vi.fn() });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    stored.push(`${this.download} ${this.href}`);
  });
  const heard = serve({ "POST /api/v1/audit/export": () => ({ body: { type: "export" } }) });
  show();
  await userEvent.type(await screen.findByLabelText("Agent"), "agt_1");
  await userEvent.click(screen.getByRole("button", { name: "Export" }));
  expect(await screen.findByText(/Your browser has stored 1 lines as/)).toBeTruthy();
  await waitFor(() => expect(stored).toHaveLength(1));
  expect(stored[0]).toMatch(/^audit_agt_1_from-the-beginning_to_\d{4}-\d\d-\d\d\.ndjson blob:here$/);
  expect(heard.at(-1)?.body).toEqual({ user_id: "", agent_id: "agt_1", from: null, to: null });
});

it("what is large is a link, for as long as it holds", async () => {
  const said = {
    export_id: "exp_1",
    url: "https://files.example.com/exp_1",
    bytes: 7_340_032,
    expires_at: "2026-12-01T12:00:00+00:00",
  };
  serve({ "POST /api/v1/audit/export": () => ({ status: 201, body: said }) });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Export" }));
  const link = await screen.findByRole("link", { name: /^Download audit_/ });
  expect(link.getAttribute("href")).toBe(said.url);
  expect(screen.getByText(/7\.3 MB/)).toBeTruthy();
});

it("a refusal is said in the server’s words", async () => {
  serve({ "POST /api/v1/audit/export": () => refusal(403, "The rest takes an operator.") });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Export" }));
  expect(await screen.findByText("The rest takes an operator.")).toBeTruthy();
});
