/** Every agent that the tenant's customers have hired. */
import { Code, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { Listing } from "../Listing";
import { AgentLink } from "../links";
import type { Column } from "../Rows";
import { Status } from "../Status";
import { plain } from "../words";
import { AgentFilters } from "./AgentFilters";
import { type AgentLine, agentsQuery } from "./agents";
import { fits, isFiltering } from "./filter";
import { TrialWords } from "./TrialWords";

const COLUMNS: readonly [Column<AgentLine>, ...Column<AgentLine>[]] = [
  {
    label: "Agent",
    cell: (agent) => (
      <>
        <AgentLink id={agent.agent_id} name={agent.name} />
        <Text size="xs">
          <Code>{agent.agent_id}</Code>
        </Text>
      </>
    ),
  },
  { label: "Type", cell: (agent) => `${agent.agent_type_id}, version ${agent.version}` },
  { label: "Customer", cell: (agent) => agent.owner_id },
  { label: "Status", cell: (agent) => <Status status={agent.status} /> },
  { label: "Set up", cell: (agent) => (agent.configured ? "Yes" : "Not yet") },
  { label: "Mode", cell: (agent) => plain(agent.mode) },
  { label: "Trial", cell: (agent) => <TrialWords trial={agent.trial} /> },
  { label: "Goals", cell: (agent) => <GoalCount goals={agent.goals} /> },
];

export default function AgentsPage() {
  const filter = useSearch({ from: "/signed-in-only/ops/agents" });
  const query = useInfiniteQuery(agentsQuery);
  const loaded = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Hired agents">
      {loaded.length > 0 && <AgentFilters filter={filter} loaded={loaded} />}
      <Listing
        query={query}
        label="Hired agents"
        columns={COLUMNS}
        idOf={(agent) => agent.agent_id}
        fits={isFiltering(filter) ? (agent) => fits(agent, filter) : undefined}
        empty={<NoAgents filtered={isFiltering(filter)} />}
      />
    </Page>
  );
}

function GoalCount({ goals }: { goals: AgentLine["goals"] }) {
  const active = goals.filter((goal) => goal.status === "active").length;
  return <>{goals.length === 0 ? "None" : `${goals.length}, ${active} active`}</>;
}

function NoAgents({ filtered }: { filtered: boolean }) {
  return (
    <Stack>
      {filtered ? (
        <Empty title="No loaded agent fits">Take a filter away, or show more agents.</Empty>
      ) : (
        <Empty title="Nobody has hired an agent yet">
          Here you see each agent of your customers, how it is set up and what it is to do, and can pause it.
        </Empty>
      )}
    </Stack>
  );
}
