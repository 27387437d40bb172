/** Which of my agents: by nickname, id or subscription. The choice stands in the address. */
import { Code, Group, Select, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { Instance } from "../queries";
import { inPlace } from "../selecting";
import { useHub } from "./context";
import { subscriptionWords } from "./standing";

const SHOWN = 50; // the rest is found by typing

export function AgentSelector() {
  const { selected, instances } = useHub();
  const navigate = useNavigate();
  const byId = new Map(instances.map((one) => [one.agent_id, one]));
  return (
    <Select
      label="Agent"
      data={instances.map((one) => ({ value: one.agent_id, label: nameOf(one) }))}
      value={selected.agent_id}
      onChange={(agent) => agent && void navigate({ to: ".", search: { agent } })}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      limit={SHOWN}
      nothingFoundMessage="No agent of yours matches"
      filter={({ options, search }) =>
        options.filter((one) => "value" in one && matches(byId.get(one.value), search))
      }
      renderOption={({ option }) => <Line agent={byId.get(option.value)} />}
      {...inPlace}
      maw={480}
    />
  );
}

/** What is chosen is told apart by its name; two of one name by their subscriptions too. */
function nameOf(agent: Instance): string {
  return `${agent.nickname} · ${subscriptionWords(agent)}`;
}

/** Typing finds a nickname, an id, a kind or how its subscription stands; the chosen one's own words find all. */
export function matches(agent: Instance | undefined, typed: string): boolean {
  if (!agent) return false;
  const words = [agent.nickname, agent.agent_id, agent.subscription_id ?? "", agent.title, nameOf(agent)];
  return words.some((word) => word.toLowerCase().includes(typed.trim().toLowerCase()));
}

function Line({ agent }: { agent: Instance | undefined }) {
  if (!agent) return null;
  return (
    <Stack gap={0}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {agent.nickname}
        </Text>
        <Text size="xs">
          {agent.title} · {subscriptionWords(agent)}
        </Text>
      </Group>
      <Code bg="transparent" p={0} fz="xs">
        {agent.agent_id}
      </Code>
    </Stack>
  );
}
