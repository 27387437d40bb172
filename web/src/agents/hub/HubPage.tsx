/** My agents: which one, how it stands, and its panels. All of the head comes with one call. */
import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { Empty } from "../../ui/Empty";
import { Loaded } from "../../ui/Loaded";
import { Note } from "../../ui/Note";
import { Page } from "../../ui/Page";
import { summaryQuery } from "../queries";
import { AgentSelector } from "./AgentSelector";
import { HubProvider } from "./context";
import { HubHead } from "./HubHead";
import { HubTabs } from "./HubTabs";

const route = getRouteApi("/signed-in-only/my-agents");

export default function HubPage() {
  const { agent = "" } = route.useSearch();
  const query = useQuery(summaryQuery(agent));
  return (
    <Page title="My agents" actions={<HireLink />}>
      <Loaded query={query}>
        {(summary) => <Chosen summary={summary} wanted={agent} isOld={query.isPlaceholderData} />}
      </Loaded>
    </Page>
  );
}

function HireLink() {
  return (
    <Button component={Link} to="/agents/hire" variant="default" size="xs">
      Hire an agent
    </Button>
  );
}

/** `isOld`: the answer is about another selection; what it says of each agent holds all the same. */
function Chosen({
  summary,
  wanted,
  isOld,
}: {
  summary: Schemas["MyAgents"];
  wanted: string;
  isOld: boolean;
}) {
  const { instances, usage } = summary;
  const selected =
    instances.find((one) => wanted !== "" && [one.agent_id, one.subscription_id].includes(wanted)) ??
    instances.find((one) => one.agent_id === summary.selected);
  if (!selected) return <NobodyYet />;
  const isUnknown =
    wanted !== "" && !isOld && ![selected.agent_id, selected.subscription_id].includes(wanted);
  const hub = { selected, instances, usage: usage?.agent_id === selected.agent_id ? usage : null };
  return (
    <HubProvider value={hub}>
      <Stack gap="md">
        {isUnknown && (
          <Note title="This agent is not among yours">
            The address names one that you have not hired. Here is {selected.nickname} instead.
          </Note>
        )}
        <AgentSelector />
        <HubHead />
        <HubTabs>
          <Outlet />
        </HubTabs>
      </Stack>
    </HubProvider>
  );
}

function NobodyYet() {
  return (
    <Empty
      title="You have not hired an agent yet"
      action={
        <Button component={Link} to="/agents/hire">
          Hire your first agent
        </Button>
      }
    >
      An agent drafts posts or trades for the goals you set. Nothing leaves before you approve it.
    </Empty>
  );
}
