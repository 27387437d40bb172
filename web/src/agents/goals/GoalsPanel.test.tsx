import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { only, refusal, serve } from "../../../tests/operators/served";
import type { Goal, GoalRun } from "../queries";
import { aGoal, anAgent, anInstance, aRun, shippedType, showPanel, theDoors } from "../testing";
import GoalsPanel from "./GoalsPanel";

const type = shippedType("trading.delta_futures.v1");
const AGENT = "/api/v1/hired-agents/agt_1";
const GOAL = `${AGENT}/goals/${aGoal().goal_id}`;

function stored(goals: Goal[], runs: GoalRun[] = [], more: Parameters<typeof serve>[0] = {}) {
  return serve({
    ...theDoors(),
    [`GET /api/v1/agent-types/${type.agent_type_id}`]: () => ({ body: type }),
    [`GET ${AGENT}`]: () => ({ body: anAgent({ config: type.sample_config }) }),
    [`GET ${AGENT}/goals`]: () => only(...goals),
    [`GET ${AGENT}/goal-runs`]: () => only(...runs),
    ...more,
  });
}

const card = () => screen.findByRole("group", { name: "Close in the evening" });

describe("goals", () => {
  it("are offered as the type has them", async () => {
    stored([]);
    showPanel(<GoalsPanel />);
    for (const { title } of type.goal_templates) {
      expect(await screen.findByRole("button", { name: `Add ${title}` })).toBeTruthy();
    }
  });

  it("one is added with its rhythm and its settings, under an id of the client's", async () => {
    const heard = stored([]);
    showPanel(<GoalsPanel />);
    await userEvent.click(await screen.findByRole("button", { name: /^Add Scheduled close-position/ }));
    const dialog = within(await screen.findByRole("dialog"));
    const add = await dialog.findByRole("button", { name: "Add the goal" });
    expect(add).toHaveProperty("disabled", true);
    await userEvent.selectOptions(dialog.getByLabelText("How often"), "weekly");
    await userEvent.selectOptions(dialog.getByLabelText("Day of the week"), "FRI");
    await userEvent.selectOptions(dialog.getByLabelText(/^Side of the closing order/), "sell");
    await userEvent.type(dialog.getByLabelText(/^Most contracts to close/), "2");
    dialog.getByText("Every Friday at 09:00, Asia/Kolkata time");
    await waitFor(() => expect(add).toHaveProperty("disabled", false));
    await userEvent.click(add);
    const sent = await waitFor(() => heard.find(({ method }) => method === "PUT") ?? Promise.reject());
    expect(sent.path).toMatch(/\/goals\/gol_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(sent.ifMatch).toBeNull();
    expect(sent.body).toMatchObject({
      goal_template_id: "close_position_reminder",
      frequency: "weekly",
      schedule: { time: "09:00", weekday: "FRI" },
      timezone: "Asia/Kolkata",
      settings: { side: "sell", size: 2 },
    });
  });

  it("a second try after no answer is the same goal", async () => {
    let answers = 0;
    const heard = stored([]);
    showPanel(<GoalsPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Add Guardrail report" }));
    const dialog = within(await screen.findByRole("dialog"));
    const add = await dialog.findByRole("button", { name: "Add the goal" });
    for (const _ of [1, 2]) {
      await userEvent.click(add);
      answers += 1;
      await waitFor(() => expect(heard.filter(({ method }) => method === "PUT")).toHaveLength(answers));
      await dialog.findByRole("alert");
    }
    const paths = heard.filter(({ method }) => method === "PUT").map(({ path }) => path);
    expect(new Set(paths).size).toBe(1);
  });

  it("one is paused with all that it was, at the revision that was seen", async () => {
    const heard = stored([aGoal()], [], { [`PUT ${GOAL}`]: () => ({ body: aGoal() }) });
    showPanel(<GoalsPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Pause Close in the evening" }));
    const sent = await waitFor(() => heard.find(({ method }) => method === "PUT") ?? Promise.reject());
    expect(sent.ifMatch).toBe('"4"');
    expect(sent.body).toMatchObject({ status: "paused", settings: aGoal().settings, title: aGoal().title });
  });

  it("one is deleted after a question", async () => {
    const heard = stored([aGoal()], [], { [`DELETE ${GOAL}`]: () => ({ body: {} }) });
    showPanel(<GoalsPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Delete Close in the evening" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Delete it" }));
    await waitFor(() => expect(heard.find(({ method }) => method === "DELETE")?.ifMatch).toBe('"4"'));
  });

  it("what was written is not lost by a key", async () => {
    stored([aGoal()]);
    showPanel(<GoalsPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Edit Close in the evening" }));
    await userEvent.type(await screen.findByLabelText("Title"), "!");
    await userEvent.keyboard("{Escape}");
    await screen.findByText("What you wrote here is not saved yet.");
    await userEvent.click(screen.getByRole("button", { name: "Go on writing" }));
    expect(await screen.findByLabelText("Title")).toHaveProperty("value", "Close in the evening!");
  });

  it("none is set before the configuration is complete", async () => {
    stored([]);
    showPanel(<GoalsPanel />, anInstance({ can_set_goals: false, configured: false }));
    await screen.findByText(/Finish its configuration first/);
    expect(screen.getByRole("button", { name: "Add Guardrail report" })).toHaveProperty("disabled", true);
  });
});

describe("runs", () => {
  it("one is begun by hand, once", async () => {
    const heard = stored([aGoal()], [], {
      [`POST ${GOAL}/run`]: () => ({ status: 202, body: { goal_run_id: "gru_2", status: "queued" } }),
    });
    showPanel(<GoalsPanel />);
    await userEvent.click(within(await card()).getByRole("button", { name: "Run now" }));
    await waitFor(() => expect(heard.find(({ path }) => path === `${GOAL}/run`)?.key).toBeTruthy());
  });

  it("none is begun while the last is at work", async () => {
    stored([aGoal()], [aRun({ status: "running" })]);
    showPanel(<GoalsPanel />);
    expect(await screen.findByRole("button", { name: "At work" })).toHaveProperty("disabled", true);
  });

  it("a no is told where it was asked", async () => {
    stored([aGoal()], [], { [`POST ${GOAL}/run`]: () => refusal(409, "The last run is still at work.") });
    showPanel(<GoalsPanel />);
    await userEvent.click(within(await card()).getByRole("button", { name: "Run now" }));
    expect((await within(await card()).findByRole("alert")).textContent).toContain("still at work");
  });

  it("a denied one names the rule, one that drafted says how much", async () => {
    const denied = aRun({ status: "denied", rule: "trial", detail: "The trial is over.", counts: {} });
    stored([aGoal()], [denied]);
    showPanel(<GoalsPanel />);
    const shown = await card();
    await within(shown).findByText("Denied");
    expect(shown.textContent).toContain("The trial is over. Rule trial");
  });
});
