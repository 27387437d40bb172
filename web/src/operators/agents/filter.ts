/** Which of the loaded agents are shown: the API lists them all, so that the choice is made here. */
import type { AgentLine } from "./agents";

export interface AgentFilter {
  type?: string;
  status?: string;
  configured?: string;
  words?: string;
}

export function isFiltering(filter: AgentFilter): boolean {
  return Object.values(filter).some(Boolean);
}

export function fits(agent: AgentLine, { type, status, configured, words }: AgentFilter): boolean {
  return (
    (!type || agent.agent_type_id === type) &&
    (!status || agent.status === status) &&
    (!configured || agent.configured === (configured === "yes")) &&
    (!words || isNamed(agent, words))
  );
}

function isNamed(agent: AgentLine, words: string): boolean {
  const said = [agent.name, agent.agent_id, agent.owner_id, agent.subscription_id].join(" ").toLowerCase();
  return said.includes(words.toLowerCase());
}
