/** How an agent stands, in words. Pure: what is so comes from the API, the clock from the caller. */
import type { Instance, Usage } from "../queries";

const DAY = 86_400_000;

const COUNTED: Readonly<Record<string, readonly [string, string]>> = {
  actions: ["action", "actions"],
  goal_runs: ["goal run", "goal runs"],
};

/** “Trial: 12 days left”, and so on. */
export function trialWords(agent: Instance, now: number): string {
  if (agent.subscription_status === "ended" && agent.trial_status === "active") {
    return "The trial ended with the subscription";
  }
  switch (agent.trial_status) {
    case "active":
      return `Trial, ${daysLeft(agent.trial.ends_at, now)}`;
    case "expired":
      return "The trial is over: it can look, but not act";
    case "converted":
      return "The trial was turned into a monthly plan";
    default:
      return "No trial";
  }
}

export function daysLeft(endsAt: string | null, now: number): string {
  if (!endsAt) return "without an end";
  const left = Date.parse(endsAt) - now;
  if (left <= 0) return "over";
  if (left <= DAY) return "ends within a day";
  return `${counted(Math.ceil(left / DAY), "day", "days")} left`;
}

export function isOnTrial(agent: Instance): boolean {
  return agent.trial_status === "active" && agent.subscription_status !== "ended";
}

export interface Cap {
  name: string;
  used: number;
  most: number;
}

/** What a running trial allows, and how much of it is used. */
export function trialCaps(agent: Instance, usage: Usage | null): Cap[] {
  if (!isOnTrial(agent)) return [];
  return Object.entries(agent.trial.caps).map(([cap, most]) => ({
    name: COUNTED[cap]?.[1] ?? cap.replaceAll("_", " "),
    used: cap === "actions" ? (usage?.actions ?? 0) : cap === "goal_runs" ? (usage?.goal_runs ?? 0) : 0,
    most,
  }));
}

export function statusWords(agent: Instance): string {
  if (agent.subscription_status === "ended") return "Ended";
  if (!agent.finalized_at && !agent.configured) return "Waits for its configuration";
  return { active: "Active", paused: "Paused", disabled: "Disabled" }[agent.status];
}

export function subscriptionWords(agent: Instance): string {
  if (agent.subscription_status === "ended") return "ended";
  if (agent.subscription_status === "none") return "no subscription";
  if (agent.trial_status === "active") return "on trial";
  return agent.trial_status === "expired" ? "trial over" : "active";
}

/** Why a panel takes no changes; empty where it does. */
export function configureReason(agent: Instance): string {
  if (agent.can_configure) return "";
  return endedReason(agent) || "This agent comes with Greenlight: there is nothing to configure.";
}

export function goalsReason(agent: Instance): string {
  if (agent.can_set_goals) return "";
  return endedReason(agent) || "Finish its configuration first: then it can be given goals.";
}

function endedReason(agent: Instance): string {
  if (agent.disabled) {
    return "Its subscription has ended, and the time for which we kept it is over. Hire the agent again to go on.";
  }
  if (agent.subscription_status === "ended") {
    return "Its subscription has ended. You can still look at it; hire the agent again to change anything.";
  }
  return agent.status === "disabled" ? "This agent is disabled." : "";
}

export const HEALTH: Readonly<Record<string, string>> = {
  connected: "Connected",
  needs_reconnect: "Needs reconnecting",
  revoked: "Revoked",
  missing: "Not found",
};

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
