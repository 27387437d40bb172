/** One hired agent: how it is set up, what it is to do, and the operator's hand on it. */
import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Facts } from "../Facts";
import { Value } from "../Value";
import { plain } from "../words";
import { AgentActions } from "./AgentActions";
import { AgentApprovals } from "./AgentApprovals";
import { AgentFacts } from "./AgentFacts";
import { type AgentLine, agentQuery, typeQuery } from "./agents";
import { GoalRows } from "./GoalRows";

export default function AgentPage() {
  const { agentId } = useParams({ from: "/signed-in-only/ops/agents/$agentId" });
  const query = useQuery(agentQuery(agentId));
  return (
    <Page title={query.data?.name ?? "Hired agent"}>
      <Loaded query={query}>{(agent) => <Agent agent={agent} />}</Loaded>
    </Page>
  );
}

function Agent({ agent }: { agent: AgentLine }) {
  return (
    <Stack gap="lg">
      <AgentFacts agent={agent} />
      <AgentActions agent={agent} />
      <Stack gap="xs" component="section" aria-label="Configuration">
        <Title order={2}>Configuration</Title>
        <Config agent={agent} />
      </Stack>
      <Stack gap="xs" component="section" aria-label="Goals">
        <Title order={2}>Goals</Title>
        <GoalRows goals={agent.goals} />
      </Stack>
      <AgentApprovals agent={agent} />
    </Stack>
  );
}

/** As its customer set it up, by the titles of its type; credentials are references, never secrets. */
function Config({ agent }: { agent: AgentLine }) {
  const type = useQuery(typeQuery(agent.agent_type_id, agent.version));
  const fields = Object.entries(agent.config);
  if (fields.length === 0) return <>Nothing is set yet.</>;
  const facts = fields.map(([name, value]) => {
    return [titleOf(type.data?.config_schema, name), <Value key={name} value={value} />] as const;
  });
  return <Facts facts={facts} columns={3} />;
}

function titleOf(schema: Record<string, unknown> | undefined, name: string): string {
  const fields = schema?.properties;
  const field: unknown =
    fields && typeof fields === "object" ? Object.entries(fields).find(([one]) => one === name)?.[1] : null;
  const title = field && typeof field === "object" && "title" in field ? field.title : null;
  return typeof title === "string" ? title : plain(name);
}
