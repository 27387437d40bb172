/** Somebody else stored another policy meanwhile: what he changed, and whose shall stand. */
import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { policyDifferences, type StoredPolicy } from "./policy";
import type { PolicyEditing } from "./usePolicyDraft";

export function PolicyConflict({ editing, theirs }: { editing: PolicyEditing; theirs: StoredPolicy }) {
  const sentences = policyDifferences(editing.base, theirs);
  return (
    <Alert variant="default" title="Somebody else changed the policy meanwhile" role="alert" maw={720}>
      <Stack gap="xs">
        <List size="sm">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        <Text size="sm">Nothing of yours was stored. Whose shall stand?</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={editing.discard}>
            Take theirs, drop mine
          </Button>
          <Button size="xs" variant="default" onClick={editing.keepMine}>
            Keep mine, to save it over theirs
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
