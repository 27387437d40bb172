import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { only, serve } from "../../../tests/operators/served";
import { shippedType, showPanel } from "../testing";
import HirePage from "./HirePage";

const trading = shippedType("trading.delta_futures.v1");
const coach = shippedType("coach.v1");
const TYPES = {
  "GET /api/v1/agent-types": () => only(trading, coach),
  [`GET /api/v1/agent-types/${trading.agent_type_id}`]: () => ({ body: trading }),
  [`GET /api/v1/agent-types/${coach.agent_type_id}`]: () => ({ body: coach }),
};

const choose = async (title: string) => userEvent.click(await screen.findByRole("radio", { name: title }));

it("a type tells its goals, what it asks approval for, and its terms, before anything is hired", async () => {
  const heard = serve(TYPES);
  showPanel(<HirePage />);
  await choose("Share Trading");
  await screen.findByText("Trade intent draft");
  screen.getByText(/Each time it would place order: you have 15 minutes to decide/);
  screen.getByText(/^14 days free/);
  expect(heard.every(({ method }) => method === "GET")).toBe(true);
});

it("a type without a trial is hired monthly", async () => {
  const heard = serve(TYPES);
  showPanel(<HirePage />);
  await choose("Coach");
  expect(await screen.findByRole("radio", { name: "Trial" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: "Hire Coach" }));
  await waitFor(() => expect(heard.at(-1)?.body).toMatchObject({ plan: "monthly" }));
});

it("a second try after no answer hires nobody twice", async () => {
  const answers = [
    () => {
      throw new TypeError("Failed to fetch");
    },
    () => ({ status: 201, body: { agent_id: "agt_9", subscription_id: "sub_9" } }),
  ];
  const heard = serve({ ...TYPES, "POST /api/cp/subscriptions": () => answers.shift()?.() ?? { body: {} } });
  showPanel(<HirePage />);
  await choose("Share Trading");
  const hire = await screen.findByRole("button", { name: "Hire Share Trading" });
  await userEvent.click(hire);
  await screen.findByText(/did not answer/);
  await userEvent.click(hire);
  await waitFor(() => expect(screen.queryByText(/did not answer/)).toBeNull());
  const keys = heard.filter(({ method }) => method === "POST").map(({ key }) => key);
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
});
