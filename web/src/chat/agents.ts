/** Whom one can talk to, and whom one chose last in this tab. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Agent, agentsQuery, mayBeTalkedTo } from "./queries";

const KEY = "greenlight.agent";

export interface Choice {
  agents: readonly Agent[];
  chosen: Agent | undefined;
  choose: (agentId: string) => void;
}

export function useAgentChoice(all: readonly Agent[]): Choice {
  const [wanted, setWanted] = useState(() => sessionStorage.getItem(KEY) ?? "");
  const agents = all.filter(mayBeTalkedTo);
  const chosen = agents.find(({ agent_id }) => agent_id === wanted) ?? agents[0];
  const choose = (agentId: string) => {
    sessionStorage.setItem(KEY, agentId);
    setWanted(agentId);
  };
  return { agents, chosen, choose };
}

/** The name of a thread's agent; none while it is not known, or no longer hired. */
export function useAgentName(agentId: string, mayTalk: boolean): string | undefined {
  const { data } = useQuery({ ...agentsQuery, enabled: mayTalk });
  return data?.find(({ agent_id }) => agent_id === agentId)?.name;
}
