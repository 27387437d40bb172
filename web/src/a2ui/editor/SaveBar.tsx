/** Below the rows: another one, the Save, and what it waits for or would send. */
import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { type Changes, countOf, MOST } from "./changes";

interface Props {
  id: string;
  submitLabel: string;
  changes: Changes;
  obstacle: string;
  saving: boolean;
  onAdd?: () => void;
}

const NEAR = 10; // changes before the most of a batch, from where on it is said

export function SaveBar({ id, submitLabel, changes, obstacle, saving, onAdd }: Props) {
  return (
    <Group gap="sm" p="xs">
      <Button
        type="submit"
        size="xs"
        disabled={Boolean(obstacle)}
        loading={saving}
        aria-describedby={id}
        aria-keyshortcuts="Control+S"
        title="Ctrl+S"
      >
        {submitLabel}
      </Button>
      {onAdd && (
        <Button size="xs" variant="default" onClick={onAdd}>
          Add a row
        </Button>
      )}
      <Text size="sm" c="dimmed" id={id}>
        {obstacle || count(changes)}
      </Text>
    </Group>
  );
}

/** Once it is saved, until the server's own word takes the form's place. */
export function Saved() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Text ref={place} role="status" tabIndex={-1} size="sm" fw={600} p="xs">
      Saved.
    </Text>
  );
}

function count(changes: Changes): string {
  const found = countOf(changes);
  if (found > MOST - NEAR) return `${found} of at most ${MOST} changes at once`;
  return found === 1 ? "1 change" : `${found} changes`;
}
