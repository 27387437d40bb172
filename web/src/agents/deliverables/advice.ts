/** What to do about a refusal, by its status and its rule; the refusal's own words stand above it. Pure. */
import type { Problem } from "../../api/problem";

export interface Advice {
  words: string;
  to?: "/agents" | "/agents/configure";
  link?: string;
}

const ACCOUNT: Advice = {
  words: "The yes stands. Connect the account again, then try again.",
  to: "/agents/configure",
  link: "To its accounts",
};

const BY_RULE: Readonly<Record<string, Advice>> = {
  approval_required: { words: "Review this version first: its yes is what carrying it out needs." },
  approver: { words: "Somebody else is asked about this one." },
  kill_switch: { words: "An operator has stopped it. The yes stands: try again once that is lifted." },
  agent_status: {
    words: "The agent is paused or ended. The yes stands.",
    to: "/agents",
    link: "To the agent",
  },
  trial: {
    words: "The trial is over or used up. The yes stands until it expires.",
    to: "/agents",
    link: "Go on with a plan",
  },
  budget: {
    words: "This month's budget has no room for it. The yes stands until it expires.",
    to: "/agents",
    link: "See its budget",
  },
  credential: ACCOUNT,
  needs_reconnect: ACCOUNT,
};

export function adviceFor(problem: Problem): Advice | undefined {
  const seconds = problem.document.retry_after;
  if (problem.status === 429) return { words: `Too much at once. Try again ${inSeconds(seconds)}.` };
  if (problem.status === 409) return { words: "Its state is shown here as soon as it is known." };
  if (problem.status === 0) return { words: "Nobody answered. Trying again cannot do it twice." };
  const known = BY_RULE[problem.rule];
  if (known) return known;
  return problem.status === 402
    ? { words: "The yes stands until it expires.", to: "/agents", link: "To the agent" }
    : undefined;
}

function inSeconds(seconds: unknown): string {
  return typeof seconds === "number" && seconds > 0 ? `in ${seconds} seconds` : "in a minute";
}
