/** An answer of the agent's: its words, and what one thinks of them. */
import { Box } from "@mantine/core";
import type { AnswerEntry } from "../transcript/entries";
import { FeedbackButtons } from "./FeedbackButtons";
import { Words } from "./Words";

export function AnswerRow({ entry, mayRate }: { entry: AnswerEntry; mayRate: boolean }) {
  const { text, isStreaming, messageId, runId } = entry;
  if (!text && !isStreaming) return null;
  return (
    <Box component="article" aria-label="The agent" aria-busy={isStreaming}>
      <Words text={text} isStreaming={isStreaming} />
      {mayRate && !isStreaming && <FeedbackButtons target={messageId} runId={runId} />}
    </Box>
  );
}
