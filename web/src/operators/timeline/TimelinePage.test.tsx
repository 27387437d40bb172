/** A timeline tells who did what to what, in order and in words. */
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { refusal, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import TimelinePage from "./TimelinePage";

const AT = "2026-12-01T11:14:57.000Z";
const TIMELINE = {
  correlation_id: "cor_1",
  related: ["cor_0"],
  items: [
    {
      at: AT,
      source: "approval",
      what: "approval.asked",
      actor: "agent:agt_1",
      subject: "apr_1",
      detail: { tool: "x.post" },
    },
    {
      at: "2026-12-01T11:14:58.070Z",
      source: "denial",
      what: "denied.approval_required",
      actor: "user:usr_customer",
      subject: "dlv_1",
      detail: { rule: "approval_required", detail: "This needs the approval_id that its review gave." },
    },
    {
      at: "2026-12-01T11:14:59.000Z",
      source: "audit",
      what: "thing.done",
      actor: "platform",
      subject: "sub_1",
      detail: null,
    },
  ],
};
const show = () => showAt("/ops/timeline/cor_1", "/ops/timeline/$correlationId", TimelinePage);

it("each moment says its source, what happened, why, by whom and when, to the second", async () => {
  serve({ "GET /api/pp/timeline/cor_1": () => ({ body: TIMELINE }) });
  show();
  const list = await screen.findByRole("list", { name: "What happened" });
  const [asked, denied, audited] = within(list).getAllByRole("listitem");
  if (!asked || !denied || !audited) throw new Error("three moments");
  expect(asked.textContent).toContain("Approval");
  expect(asked.querySelector("time")?.textContent).toMatch(/12:14:57/); // Berlin
  expect(denied.textContent).toContain("Denial");
  expect(denied.textContent).toContain("Denied approval required");
  expect(denied.textContent).toContain("This needs the approval_id that its review gave.");
  expect(denied.textContent).toContain("By Person usr_customer");
  expect(audited.textContent).toContain("Audit");
});

it("what it happened to, and what led to it, are links", async () => {
  serve({ "GET /api/pp/timeline/cor_1": () => ({ body: TIMELINE }) });
  show();
  const hrefOf = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
  await screen.findByRole("list", { name: "What happened" });
  expect(hrefOf("dlv_1")).toBe("/ops/drafts?open=dlv_1");
  expect(hrefOf("apr_1")).toBe("/ops/approvals?open=apr_1");
  expect(hrefOf("Agent agt_1")).toBe("/ops/agents/agt_1");
  expect(hrefOf("cor_0")).toBe("/ops/timeline/cor_0");
  expect(screen.queryByRole("link", { name: "sub_1" })).toBeNull();
});

it("an id under which nothing is kept says so, and another can be looked up", async () => {
  serve({
    "GET /api/pp/timeline/cor_1": () => refusal(404, "Nothing is kept under that correlation id."),
  });
  show();
  expect(await screen.findByText("Nothing is kept under that correlation id.")).toBeTruthy();
  expect(screen.getByLabelText("Correlation id")).toHaveProperty("value", "cor_1");
});
