/** What there is to say about a configuration beside its form. */
import { Alert, Button, Code, Group, List, Stack, Text } from "@mantine/core";
import type { FieldError } from "../../api/problem";
import { isSame } from "../../forms/pointers";
import { Note } from "../../ui/Note";
import type { Agent } from "../queries";

export function InForceNote({ agent, isKept }: { agent: Agent; isKept: boolean }) {
  if (!agent.finalized_at || !isKept || isSame(agent.config, agent.config_draft)) return null;
  return (
    <Note title="This draft is not in force">
      The agent goes on by what was last put in force, until you save.
    </Note>
  );
}

/** What only the server knows to be missing; the rest stands below the form already. */
export function StillMissing({ agent, known }: { agent: Agent; known: readonly FieldError[] }) {
  const more = agent.missing
    .map((one) => ({ ...one, pointer: one.pointer.replace(/^\/config/, "") }))
    .filter((one) => !known.some((other) => other.pointer === one.pointer));
  if (more.length === 0) return null;
  return (
    <Note title="Also missing">
      <List size="sm">
        {more.map(({ pointer, detail }) => (
          <List.Item key={`${pointer} ${detail}`}>
            <Code>{pointer}</Code> {detail}
          </List.Item>
        ))}
      </List>
    </Note>
  );
}

export function ConflictNote({ onTheirs, onMine }: { onTheirs: () => void; onMine: () => void }) {
  return (
    <Alert color="red" variant="outline" title="This was changed elsewhere meanwhile" role="alert">
      <Stack gap="xs">
        <Text size="sm">Another tab or person saved another draft. What you typed is still here.</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onTheirs}>
            Show what is stored, and lose mine
          </Button>
          <Button size="xs" variant="default" onClick={onMine}>
            Go on with mine
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
