/** One hired agent: how it is set up, what it is to do, and the operator's hand on it. */
import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Fields } from "../../ui/values/Fields";
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
  if (Object.keys(agent.config).length === 0) return <>Nothing is set yet.</>;
  return <Fields of={agent.config} schema={type.data?.config_schema} />;
}
