/** A denial says which rule refused whom, and leads to what happened around it. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { only, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import DenialsPage from "./DenialsPage";

const DENIAL = {
  denial_id: "den_1",
  rule: "approval_required",
  detail: "This needs the approval_id that its review gave.",
  actor: "user:usr_customer",
  stage: "route",
  subject: "dlv_1",
  tool: "x.post",
  agent_id: "agt_1",
  user_id: "usr_customer",
  correlation_id: "cor_1",
  at: "2026-12-01T11:14:58.070Z",
  entries: ["aud_1"],
};
const OTHER = { ...DENIAL, denial_id: "den_2", agent_id: "agt_2", detail: "Another agent’s." };
const show = (address = "/ops/denials") => showAt(address, "/ops/denials", DenialsPage);

it("rule, reason, person, place and time are said, and the correlation id is a way on", async () => {
  serve({ "GET /api/pp/denials": () => only(DENIAL) });
  show();
  const row = await screen.findByRole("row", { name: /Approval required/ });
  for (const words of [DENIAL.detail, "Person usr_customer", "when a person asked for it", "x.post"])
    expect(row.textContent).toContain(words);
  expect(row.querySelector("time")?.textContent).toMatch(/12:14:58/); // Berlin
  expect(screen.getByRole("link", { name: "cor_1" }).getAttribute("href")).toBe("/ops/timeline/cor_1");
});

it("a correlation id is asked of the server, and stands in the address", async () => {
  const heard = serve({ "GET /api/pp/denials": () => only() });
  const router = show();
  await userEvent.type(await screen.findByLabelText("Correlation id"), "cor_9{Enter}");
  expect(await screen.findByText("Nothing was refused")).toBeTruthy();
  expect(router.state.location.search).toEqual({ correlation_id: "cor_9" });
  expect(heard.at(-1)?.path).toContain("correlation_id=cor_9");
});

it("an agent’s are chosen among the loaded ones, which is said", async () => {
  serve({ "GET /api/pp/denials": () => only(DENIAL, OTHER) });
  show("/ops/denials?agent_id=agt_2");
  expect(await screen.findByText("Another agent’s.")).toBeTruthy();
  expect(screen.queryByText(DENIAL.detail)).toBeNull();
  expect(screen.getByText(/1 of the 2 loaded so far/)).toBeTruthy();
});
