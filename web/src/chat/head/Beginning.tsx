/** Before the first message: whom it goes to, and whether one wants to stand at the gates from the start. */
import { Group, NativeSelect, Stack, Switch, Text } from "@mantine/core";
import type { Agent } from "../queries";

interface Props {
  agents: readonly Agent[];
  chosen: Agent;
  onChoose: (agentId: string) => void;
  audit: boolean;
  onAudit: (audit: boolean) => void;
}

export function Beginning({ agents, chosen, onChoose, audit, onAudit }: Props) {
  return (
    <Stack gap="sm" maw={520} mx="auto" w="100%" py="md">
      {agents.length > 1 && (
        <NativeSelect
          label="Talk to"
          value={chosen.agent_id}
          data={agents.map(({ agent_id, name }) => ({ value: agent_id, label: name }))}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
      )}
      <Text>
        {agents.length > 1 ? "" : `You talk to ${chosen.name}. `}
        {chosen.description}
      </Text>
      <Group>
        <Switch
          label="Audit mode"
          description="You see what the model reads, each tool and the answer before they happen, and decide."
          checked={audit}
          onChange={({ currentTarget }) => onAudit(currentTarget.checked)}
        />
      </Group>
      <Text size="sm" c="dimmed">
        Write below what should be done. The conversation then stands in your list.
      </Text>
    </Stack>
  );
}
