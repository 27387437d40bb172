/** What can be done with the chosen drafts; it stays in view while something is chosen. */
import { Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import type { Deliverable } from "./answers";
import { BatchDialog } from "./BatchDialog";
import { type BatchDecision, fitting } from "./batch";
import type { Selection } from "./selection";

const LABELS: Readonly<Record<BatchDecision, string>> = {
  approve: "Approve",
  acknowledge: "I have read",
  reject: "Reject",
};
const DECISIONS: readonly BatchDecision[] = ["approve", "acknowledge", "reject"];

interface Asked {
  decision: BatchDecision;
  /** As they were shown when it was asked: what is sent is bound to exactly these versions. */
  items: readonly Deliverable[];
}

export function BatchBar({ selection, onDone }: { selection: Selection; onDone: () => void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { chosen, clear } = selection;
  const close = (isDone: boolean) => {
    setAsked(null);
    if (!isDone) return;
    clear();
    onDone();
  };
  if (asked) return <BatchDialog {...asked} onClose={close} />;
  if (chosen.length === 0) return null;
  return (
    <Paper
      withBorder
      shadow="md"
      p="xs"
      role="region"
      aria-label="Chosen drafts"
      style={{ position: "sticky", bottom: 8, zIndex: 2 }}
    >
      <Group gap="xs">
        <Text size="sm" fw={600} role="status">
          {chosen.length} chosen
        </Text>
        {DECISIONS.map((decision) => {
          const items = fitting(chosen, decision);
          if (items.length === 0) return null;
          return (
            <Button
              key={decision}
              size="xs"
              variant={decision === "reject" ? "default" : "filled"}
              onClick={() => setAsked({ decision, items })}
            >
              {LABELS[decision]} {items.length}…
            </Button>
          );
        })}
        <Button size="xs" variant="default" onClick={clear}>
          Choose none
        </Button>
      </Group>
    </Paper>
  );
}
