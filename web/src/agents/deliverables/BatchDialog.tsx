/** Several answers at once: exactly which drafts, once more; then what came of each of them. */
import { List, ScrollArea, Text } from "@mantine/core";
import { useState } from "react";
import { VerdictDialog } from "../../inbox/VerdictDialog";
import type { Asking } from "../../inbox/verdicts";
import { When } from "../../ui/When";
import type { Deliverable } from "./answers";
import { BatchOutcome } from "./BatchOutcome";
import type { BatchDecision } from "./batch";
import { useDraftName } from "./DraftRow";
import { useBatch } from "./useBatch";

interface Props {
  decision: BatchDecision;
  items: readonly Deliverable[];
  /** Whether anything was sent. */
  onClose: (isDone: boolean) => void;
}

export function BatchDialog({ decision, items, onClose }: Props) {
  const [notes, setNotes] = useState("");
  const batch = useBatch(decision, items);
  if (batch.outcomes) return <BatchOutcome outcomes={batch.outcomes} onClose={() => onClose(true)} />;
  return (
    <VerdictDialog
      asking={askingFor(decision, items.length)}
      busy={batch.busy}
      stopped={false}
      note={notes}
      onNote={setNotes}
      onGive={() => batch.run(notes.trim())}
      onClose={() => !batch.busy && onClose(false)}
    >
      <Which items={items} withTimes={decision === "approve"} />
      {batch.busy && (
        <Text size="sm" role="status">
          {batch.answered} of {items.length} answered…
        </Text>
      )}
    </VerdictDialog>
  );
}

function Which({ items, withTimes }: { items: readonly Deliverable[]; withTimes: boolean }) {
  const nameOf = useDraftName();
  return (
    <ScrollArea.Autosize
      mah={260}
      type="auto"
      viewportProps={{ tabIndex: 0, role: "region", "aria-label": "Which drafts" }}
    >
      <List size="sm" spacing={4}>
        {items.map((one) => (
          <List.Item key={one.deliverable_id}>
            {nameOf(one)} <Small one={one} withTimes={withTimes} />
          </List.Item>
        ))}
      </List>
    </ScrollArea.Autosize>
  );
}

function Small({ one, withTimes }: { one: Deliverable; withTimes: boolean }) {
  return (
    <Text span size="xs" c="dimmed">
      version {one.version}
      {withTimes && one.suggested_at && (
        <>
          , suggested for <When at={one.suggested_at} />
        </>
      )}
    </Text>
  );
}

function askingFor(decision: BatchDecision, count: number): Asking {
  const many = count === 1 ? "1 draft" : `${count} drafts`;
  switch (decision) {
    case "approve":
      return {
        title: `Approve ${many}?`,
        about:
          "Each goes out once, as it stands: by itself at its suggested time where that is still ahead, else when you say so.",
        words: "A note for the agent (optional)",
        needsWords: false,
        button: `Approve ${count}`,
        color: "go",
      };
    case "reject":
      return {
        title: `Reject ${many}?`,
        about: "Nothing will come of them. Your reason is kept with each.",
        words: "Why not?",
        needsWords: true,
        button: `Reject ${count}`,
        color: "red.9",
      };
    case "acknowledge":
      return {
        title: count === 1 ? "Have you read this report?" : `Have you read these ${count} reports?`,
        about: "You say that you have read them; nothing is done.",
        needsWords: false,
        button: `I have read ${count === 1 ? "it" : `all ${count}`}`,
        color: "go",
      };
  }
}
