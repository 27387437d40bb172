/** Agents, goals and accounts as the API tells of them, and a page to show a panel of the hub on; for tests. */
import { readFileSync } from "node:fs";
import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { queries } from "../api/queries";
import type { Account } from "./credentials/accounts";
import { HubProvider } from "./hub/context";
import type { Agent, AgentType, Goal, GoalRun, Instance, Usage } from "./queries";

export const NOW = Date.parse("2026-12-01T12:00:00Z");

/** As it is shipped, so that what is drawn here is what customers get. */
export function shippedType(id: string): AgentType {
  const text = readFileSync(`../functions/agent_types/shipped/${id}.json`, "utf8");
  return { ...JSON.parse(text), publisher: "platform", published_at: "", sha256: "" };
}

export function anInstance(changes: Partial<Instance> = {}): Instance {
  return {
    agent_id: "agt_1",
    subscription_id: "sub_1",
    nickname: "Tara",
    avatar_theme: "teal",
    agent_type_id: "trading.delta_futures.v1",
    type_version: 1,
    title: "Share Trading",
    plan: "trial",
    subscription_status: "active",
    trial_status: "active",
    trial: {
      started_at: "2026-11-20T12:00:00Z",
      ends_at: "2026-12-04T12:00:00Z",
      caps: { actions: 50, goal_runs: 60 },
    },
    ended_at: null,
    retention_until: null,
    status: "active",
    mode: "live",
    configured: true,
    finalized_at: "2026-11-20T12:05:00Z",
    goals_completed: 2,
    connections: [],
    connection_health: "none",
    can_configure: true,
    can_set_goals: true,
    disabled: false,
    ...changes,
  };
}

export function someUsage(changes: Partial<Usage> = {}): Usage {
  return {
    agent_id: "agt_1",
    actions: 3,
    goal_runs: 2,
    month: "2026-12",
    budget_cents: 500,
    spent_cents: 125,
    held_cents: 0,
    ...changes,
  };
}

export function anAgent(changes: Partial<Agent> = {}): Agent {
  const type = shippedType("trading.delta_futures.v1");
  return {
    agent_id: "agt_1",
    subscription_id: "sub_1",
    name: "Tara",
    description: "",
    agent_type_id: type.agent_type_id,
    version: 1,
    owner_id: "usr_1",
    capabilities: {},
    planner_config: {},
    rate_limit_rpm: 60,
    budget_cents: 500,
    status: "paused",
    paused_by: "",
    paused_reason: "",
    mode: "live",
    configured: false,
    finalized_at: null,
    trial_status: "active",
    trial: { started_at: null, ends_at: null, caps: {} },
    goals_completed: 0,
    revision: 1,
    created_at: null,
    updated_at: null,
    config: {},
    config_draft: {},
    config_schema: type.config_schema,
    missing: [],
    enforcement: {},
    entries: [],
    ...changes,
  };
}

export function aGoal(changes: Partial<Goal> = {}): Goal {
  return {
    goal_id: "gol_01M8RN0P1ZFZJHH6BNW59X3834",
    agent_id: "agt_1",
    goal_template_id: "close_position_reminder",
    agent_type_id: "trading.delta_futures.v1",
    type_version: 1,
    title: "Close in the evening",
    frequency: "daily",
    schedule: { time: "20:30", weekday: "MON", day: 1 },
    timezone: "Asia/Kolkata",
    settings: { coin: "BTC", side: "sell", size: 1 },
    misfire: { rule: "run_once", most: 1 },
    overlap: "skip",
    status: "active",
    next_slot: "2026-12-01T20:30",
    next_at: "2026-12-01T15:00:00Z",
    last_slot: "",
    active_run: "",
    created_at: "2026-11-20T12:00:00Z",
    updated_at: "2026-11-20T12:00:00Z",
    revision: 4,
    entries: [],
    ...changes,
  };
}

export function aRun(changes: Partial<GoalRun> = {}): GoalRun {
  return {
    goal_run_id: "gru_1",
    goal_id: aGoal().goal_id,
    goal_template_id: "close_position_reminder",
    type_version: 1,
    slot: "",
    trigger: "manual",
    status: "succeeded",
    rule: "",
    detail: "",
    counts: { drafted: 1, opened: 1 },
    refused: [],
    group_id: "",
    deliverable_ids: [],
    correlation_id: "cor_1",
    created_at: "2026-12-01T11:00:00Z",
    started_at: "2026-12-01T11:00:01Z",
    finished_at: "2026-12-01T11:00:02Z",
    ...changes,
  };
}

export function anAccount(changes: Partial<Account> = {}): Account {
  return {
    credential_ref: "crd_01M8RN0P1ZFZJHH6BNW59X3834",
    kind: "exchange",
    provider: "delta_exchange_india",
    name: "Delta",
    identity: {},
    last4: "6789",
    version: 1,
    status: "connected",
    health: { checked_at: "", detail: "" },
    risk_limits: { max_units_per_order: 10, max_notional_inr: null },
    egress_addresses: [],
    created_at: "2026-11-20T12:00:00Z",
    updated_at: "2026-11-20T12:00:00Z",
    revision: 1,
    entries: [],
    ...changes,
  };
}

/** What both doors of the vault answer, of these accounts. */
export function theDoors(...accounts: Account[]) {
  const of = (kind: Account["kind"]) => accounts.filter((one) => one.kind === kind);
  const told = (kind: Account["kind"], providers: unknown[]) => () => ({
    body: { items: of(kind), next_cursor: null, providers },
  });
  return {
    "GET /api/cp/platform-credentials": told("platform", [
      {
        provider: "mastodon",
        title: "Mastodon",
        identity: [{ name: "instance", title: "Server", needed: true, example: "https://mastodon.social" }],
        secret: [{ name: "access_token", title: "Access token" }],
      },
    ]),
    "GET /api/cp/exchange-setup": told("exchange", [
      {
        provider: "delta_exchange_india",
        title: "Delta Exchange India",
        identity: [],
        secret: [
          { name: "api_key", title: "API key" },
          { name: "api_secret", title: "API secret" },
        ],
      },
    ]),
    "GET /api/cp/time-zones": () => ({
      body: { items: ["Asia/Kolkata", "Europe/Berlin", "UTC"], next_cursor: null, yours: "Europe/Berlin" },
    }),
  };
}

/** A panel of the hub about this instance. */
export function showPanel(panel: ReactNode, selected = anInstance(), instances = [selected]) {
  queries.clear();
  notifications.clean();
  queries.setQueryData(["me"], { user_id: "usr_1", timezone: "UTC", roles: ["customer"] });
  const root = createRootRoute({
    component: () => <HubProvider value={{ selected, instances, usage: someUsage() }}>{panel}</HubProvider>,
  });
  const router = createRouter({
    routeTree: root,
    history: createMemoryHistory({ initialEntries: ["/"] }),
    defaultNotFoundComponent: () => null,
  });
  return render(
    <MantineProvider env="test">
      <Notifications />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
