/** The short entries of a conversation: what a person said, a step, a thought. */
import { Box, Text } from "@mantine/core";
import styles from "../chat.module.css";
import type { SaidEntry, StepEntry, ThoughtEntry } from "../transcript/entries";
import { stepWords } from "../transcript/words";

export function SaidRow({ entry }: { entry: SaidEntry }) {
  return (
    <Box component="article" className={styles.said} aria-label="You">
      {entry.text}
    </Box>
  );
}

export function StepRow({ entry }: { entry: StepEntry }) {
  return (
    <Text size="xs" c="dimmed" component="p" m={0}>
      {stepWords(entry.name)}
      {entry.isDone ? "" : "…"}
    </Text>
  );
}

export function ThoughtRow({ entry }: { entry: ThoughtEntry }) {
  return (
    <details className={styles.call}>
      <summary>
        <Text span size="sm" c="dimmed">
          {entry.isStreaming ? "Thinking…" : "What it thought"}
        </Text>
      </summary>
      <Text size="sm" className={styles.plain}>
        {entry.text}
      </Text>
    </details>
  );
}
