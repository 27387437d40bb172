/** The head of the hub: who this agent is, how it stands, what it has used, and what can be done about it. */
import { Badge, Code, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { AttentionNotes } from "./AttentionNotes";
import { Avatar } from "./Avatar";
import { useHub } from "./context";
import { Budget, Configuration, Connections, GoalsDone, Plan, Trial } from "./facts";
import { ModeSwitch } from "./ModeSwitch";
import { PauseSwitch } from "./PauseSwitch";
import { SubscriptionActions } from "./SubscriptionActions";
import { statusWords } from "./standing";

export function HubHead() {
  const { selected } = useHub();
  return (
    <Paper withBorder p="md" component="section" aria-label={selected.nickname}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm" align="flex-start">
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <Avatar theme={selected.avatar_theme} name={selected.nickname} />
            <Stack gap={2}>
              <Group gap="xs">
                <Title order={2}>{selected.nickname}</Title>
                <Badge variant="default" tt="none">
                  {statusWords(selected)}
                </Badge>
              </Group>
              <Text size="sm" c="dimmed">
                {selected.title} · <Code>{selected.agent_type_id}</Code> version {selected.type_version}
              </Text>
              <Text size="xs" c="dimmed">
                {selected.agent_id}
              </Text>
            </Stack>
          </Group>
          {selected.can_configure && <PauseSwitch key={selected.agent_id} />}
        </Group>
        <AttentionNotes />
        <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} spacing="lg" verticalSpacing="sm">
          <ModeSwitch key={`mode ${selected.agent_id}`} />
          <Trial />
          <Budget />
          <Plan />
          <Connections />
          <Configuration />
          <GoalsDone />
        </SimpleGrid>
        {selected.subscription_id && <SubscriptionActions key={`terms ${selected.agent_id}`} />}
      </Stack>
    </Paper>
  );
}
