/** One hired agent, as an operator sees and pauses it. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { only, refusal, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import AgentPage from "./AgentPage";

const OPAL = {
  agent_id: "agt_1",
  owner_id: "usr_customer",
  name: "Opal",
  agent_type_id: "some.type.v1",
  version: 2,
  status: "active",
  paused_reason: "",
  mode: "live",
  configured: true,
  trial: { status: "none" },
  subscription_id: "sub_1",
  config: { brand_name: "Ops Dental", account: "crd_01M8RN17HN1N65PXAB9YSPK5DF" },
  goals: [
    {
      goal_id: "gol_1",
      goal_template_id: "daily_post",
      title: "A post a day",
      frequency: "daily",
      status: "active",
      last_slot: "",
    },
  ],
  revision: 3,
};
const SWITCHES = { tenant: false, reason: "", agents: {}, tools: {}, revision: 1 };
const TYPE = {
  config_schema: { properties: { brand_name: { title: "Name of the brand" } } },
  enforcement_defaults: { budget_cents: 2000 },
};
const REST = {
  "GET /api/pp/hired-agents/agt_1": () => ({ body: OPAL }),
  "GET /api/pp/approvals": () => only(),
  "GET /api/v1/kill-switches": () => ({ body: SWITCHES }),
  "GET /api/v1/agent-types/some.type.v1": () => ({ body: TYPE }),
};
const show = () => showAt("/ops/agents/agt_1", "/ops/agents/$agentId", AgentPage);

async function pauseBecause(reason: string): Promise<void> {
  await userEvent.click(await screen.findByRole("button", { name: "Pause…" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/Reason/), reason);
  await userEvent.click(within(dialog).getByRole("button", { name: "Pause it" }));
}

it("its settings have the titles of its type, and its credentials stay references", async () => {
  serve(REST);
  show();
  expect(await screen.findByText("Name of the brand")).toBeTruthy();
  expect(screen.getByText("Ops Dental")).toBeTruthy();
  expect(screen.getByText("crd_01M8RN17HN1N65PXAB9YSPK5DF").tagName).toBe("CODE");
  expect(screen.getByText("A post a day")).toBeTruthy();
  expect(await screen.findByText(/20\.00 a calendar month/)).toBeTruthy();
});

it("pausing names the revision that was seen, and the reason", async () => {
  const paused = { ...OPAL, status: "paused", paused_reason: "Odd posts", revision: 4 };
  let now = OPAL;
  const heard = serve({
    ...REST,
    "GET /api/pp/hired-agents/agt_1": () => ({ body: now }),
    "POST /api/pp/hired-agents/agt_1/pause": () => {
      now = paused;
      return { body: paused };
    },
  });
  show();
  await pauseBecause("Odd posts");
  expect(await screen.findByRole("button", { name: "Resume…" })).toBeTruthy();
  expect(screen.getByText(/“Odd posts”/)).toBeTruthy();
  const post = heard.find((asked) => asked.method === "POST");
  expect(post).toMatchObject({ ifMatch: '"3"', body: { reason: "Odd posts" } });
});

it("where somebody else was faster, the dialog stays and says so", async () => {
  serve({
    ...REST,
    "POST /api/pp/hired-agents/agt_1/pause": () => refusal(412, "It was changed meanwhile: read it again."),
  });
  show();
  await pauseBecause("Odd posts");
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("It was changed meanwhile: read it again.")).toBeTruthy();
});
