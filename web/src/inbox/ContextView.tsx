/** What the agent's model would get to read: its messages one by one, and the tools it would be offered. */
import { Badge, Code, Group, Paper, Stack, Text } from "@mantine/core";
import type { Values } from "./approval";
import { Folded } from "./Folded";
import styles from "./inbox.module.css";

const WHO: Readonly<Record<string, string>> = {
  system: "Instructions",
  developer: "Instructions",
  user: "The person",
  assistant: "The agent",
  tool: "Result of a tool",
};
const SHOWN = 180; // pixels of a message, before one asks for the rest

export function ContextView({ context }: { context: Values }) {
  const messages = listOf(context.messages);
  const tools = listOf(context.tools).map(String);
  return (
    <Stack gap="sm">
      <Stack
        gap="xs"
        component="ol"
        m={0}
        p={0}
        className={styles.plain}
        aria-label="Messages of the context"
      >
        {messages.map((message, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a context is shown as it stands, and never reordered
          <li key={at}>
            <Message message={message} />
          </li>
        ))}
      </Stack>
      <Text size="sm">
        Tools on offer:{" "}
        {tools.length ? tools.map((tool) => <Code key={tool} mr={4}>{`${tool} `}</Code>) : "none"}
      </Text>
    </Stack>
  );
}

function Message({ message }: { message: unknown }) {
  const said = isObject(message) ? message : {};
  const role = String(said.role ?? "");
  const { role: _, content, ...more } = said;
  return (
    <Paper withBorder p="xs">
      <Group gap="xs" mb={4}>
        <Badge variant="outline" color="gray" tt="none">
          {WHO[role] ?? role}
        </Badge>
      </Group>
      <Folded height={SHOWN}>
        {content !== null && content !== undefined && <Text className={styles.text}>{written(content)}</Text>}
        {Object.keys(more).length > 0 && <Code block>{JSON.stringify(more, null, 2)}</Code>}
      </Folded>
    </Paper>
  );
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
