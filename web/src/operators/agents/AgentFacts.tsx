/** Whose it is, of which type, how it stands, and what it may spend. */

import { Code } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../ui/AnchorLink";
import { Copyable } from "../../ui/Copyable";
import { Money } from "../../ui/Money";
import { switchesQuery } from "../controls/switchesApi";
import { Facts } from "../Facts";
import { Status } from "../Status";
import { plain } from "../words";
import { type AgentLine, typeQuery } from "./agents";
import { TrialWords } from "./TrialWords";

export function AgentFacts({ agent }: { agent: AgentLine }) {
  return (
    <Facts
      columns={3}
      facts={[
        ["Status", <StatusWords key="status" agent={agent} />],
        ["Kill switches", <SwitchWords key="switch" agentId={agent.agent_id} />],
        ["Mode", plain(agent.mode)],
        ["Set up", agent.configured ? "Yes" : "Not yet"],
        ["Trial", <TrialWords key="trial" trial={agent.trial} withCaps />],
        ["Budget of its type", <Budget key="budget" agent={agent} />],
        ["Type", <TypeLink key="type" agent={agent} />],
        ["Customer", agent.owner_id],
        ["Subscription", agent.subscription_id ? <Code key="sub">{agent.subscription_id}</Code> : "None"],
        ["Agent", <Copyable key="agent" value={agent.agent_id} what="the agent’s id" />],
        ["More of it", <Elsewhere key="more" agentId={agent.agent_id} />],
      ]}
    />
  );
}

function StatusWords({ agent }: { agent: AgentLine }) {
  return (
    <>
      <Status status={agent.status} /> {agent.paused_reason && `“${agent.paused_reason}”`}
    </>
  );
}

function SwitchWords({ agentId }: { agentId: string }) {
  const { data } = useQuery(switchesQuery);
  if (!data) return <>…</>;
  if (data.tenant) return <>Everything is stopped: “{data.reason}”</>;
  const reason = data.agents[agentId];
  return <>{reason === undefined ? "Not stopped" : `Stopped: “${reason}”`}</>;
}

function TypeLink({ agent: { agent_type_id, version } }: { agent: AgentLine }) {
  return (
    <AnchorLink
      to="/ops/types/$agentTypeId"
      params={{ agentTypeId: agent_type_id }}
      search={{ version: String(version) }}
    >
      {agent_type_id}, version {version}
    </AnchorLink>
  );
}

function Budget({ agent }: { agent: AgentLine }) {
  const { data, error } = useQuery(typeQuery(agent.agent_type_id, agent.version));
  if (!data) return <>{error ? "Unknown: its type could not be read" : "…"}</>;
  const cents = data.enforcement_defaults.budget_cents;
  if (cents === null || cents === undefined) return <>No limit</>;
  return (
    <>
      <Money cents={cents} /> a calendar month
    </>
  );
}

function Elsewhere({ agentId }: { agentId: string }) {
  const of = { agent_id: agentId };
  return (
    <>
      <AnchorLink to="/ops/drafts" search={of}>
        Drafts
      </AnchorLink>
      {", "}
      <AnchorLink to="/ops/approvals" search={of}>
        approvals
      </AnchorLink>
      {", "}
      <AnchorLink to="/ops/denials" search={of}>
        denials
      </AnchorLink>
    </>
  );
}
