/** An answer of the agent's: its words, and what one thinks of them. */
import { Box } from "@mantine/core";
import type { AnswerEntry } from "../transcript/entries";
import { FeedbackButtons } from "./FeedbackButtons";
import { Words } from "./Words";

interface Props {
  entry: AnswerEntry;
  thread: string;
  mayRate: boolean;
}

export function AnswerRow({ entry, thread, mayRate }: Props) {
  const { text, isStreaming, messageId, runId } = entry;
  if (!text && !isStreaming) return null;
  return (
    <Box component="article" aria-label="The agent" aria-busy={isStreaming}>
      <Words text={text} isStreaming={isStreaming} />
      {mayRate && !isStreaming && <FeedbackButtons target={{ thread, runId, id: messageId }} />}
    </Box>
  );
}
