import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { serve } from "../../../tests/operators/served";
import { anAgent, anInstance, shippedType, showPanel } from "../testing";
import { HubHead } from "./HubHead";

const type = shippedType("trading.delta_futures.v1");

it("the head tells trial, budget, mode, plan, connections, configuration and goals", async () => {
  serve({});
  showPanel(<HubHead />);
  const head = await screen.findByRole("region", { name: "Tara" });
  for (const words of [
    "3 of 50 actions",
    "2 of 60 goal runs",
    "$1.25 spent of $5.00",
    "Live",
    "Trial",
    "Nothing to connect",
    "Complete",
    "2 runs",
  ]) {
    expect(head.textContent).toContain(words);
  }
});

it("going live is said twice", async () => {
  const heard = serve({ "POST /api/v1/hired-agents/agt_1/mode": () => ({ body: anAgent() }) });
  showPanel(<HubHead />, anInstance({ mode: "rehearse" }));
  await userEvent.click(await screen.findByRole("button", { name: "Change mode" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("radio", { name: "Live" }));
  dialog.getByText(/cannot be taken back here/);
  await userEvent.click(dialog.getByRole("button", { name: "Go live" }));
  await waitFor(() => expect(heard.find(({ method }) => method === "POST")?.body).toEqual({ mode: "live" }));
});

it("the end is asked about, with how long one can look at it afterwards", async () => {
  const heard = serve({
    [`GET /api/v1/agent-types/${type.agent_type_id}`]: () => ({ body: type }),
    "POST /api/cp/subscriptions/sub_1/end": () => ({
      body: { title: "Share Trading", retention_until: "2026-12-31T12:00:00Z" },
    }),
  });
  showPanel(<HubHead />);
  await userEvent.click(await screen.findByRole("button", { name: "End the subscription" }));
  await screen.findByText(/You can look at it for 30 days after that/);
  await userEvent.click(screen.getByRole("button", { name: "End it" }));
  await screen.findByText(/You can look at it until Dec 31, 2026/);
  expect(heard.find(({ method }) => method === "POST")?.key).toBeTruthy();
});

it("an account that is broken is told with the way to mend it", async () => {
  serve({});
  const broken = {
    credential_ref: "crd_1",
    place: "/exchange_credential_ref",
    provider: "delta_exchange_india",
    name: "Delta",
    status: "needs_reconnect",
    checked_at: null,
  } as const;
  showPanel(<HubHead />, anInstance({ connections: [broken], connection_health: "needs_reconnect" }));
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Nothing is sent through Delta until it is connected.");
  expect(within(note).getByRole("link").getAttribute("href")).toBe("/agents/configure?agent=agt_1");
});

it("what has ended offers nothing to do", async () => {
  serve({});
  showPanel(
    <HubHead />,
    anInstance({
      subscription_status: "ended",
      status: "disabled",
      can_configure: false,
      can_set_goals: false,
    }),
  );
  await screen.findByText("The subscription has ended");
  expect(screen.queryAllByRole("button")).toEqual([]);
});
