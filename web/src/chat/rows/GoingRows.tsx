/** What is not over yet: a message on its way or in the line, and the run that is at work. */
import { Box, Button, Group, Loader, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { asProblem, type Problem } from "../../api/problem";
import { line, useLineState } from "../../socket";
import { ProblemNote } from "../../ui/ProblemNote";
import styles from "../chat.module.css";
import type { RunStatus } from "../transcript/entries";

/** Raises Problem; what ended already stays as it is. */
export async function stopRun(runId: string): Promise<void> {
  await line.request("cancel", { run_id: runId });
}

function useStop(runId: string) {
  return useMutation<void, Problem>({
    mutationFn: () =>
      stopRun(runId).catch((thrown: unknown) => {
        throw asProblem(thrown);
      }),
  });
}

export interface Queued {
  id: string;
  text: string;
  /** Once the server has it. */
  runId?: string;
  /** From 1; 0 where its turn has come. */
  place: number;
}

export function QueuedRow({ queued, mayTalk }: { queued: Queued; mayTalk: boolean }) {
  const { runId = "", text } = queued;
  const state = useLineState();
  const stop = useStop(runId);
  return (
    <Box component="article" aria-label="You, not answered yet" data-queued={runId ? "accepted" : "sending"}>
      <Box className={`${styles.said} ${styles.waits}`}>{text}</Box>
      <Group gap="xs" justify="flex-end" mt={2}>
        <Text size="xs" c="dimmed" role="status">
          {wordsOf(queued, state)}
        </Text>
        {runId && mayTalk && (
          <Button size="compact-xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            Take it back
          </Button>
        )}
      </Group>
      {stop.error && <ProblemNote problem={stop.error} />}
    </Box>
  );
}

function wordsOf({ runId, place }: Queued, state: string): string {
  if (runId) return place > 0 ? `In the line: number ${place}` : "Begins…";
  return state === "connected" ? "Sending…" : "Waits for the connection; it is sent as soon as that is back";
}

export function GoingRow({ runId, status, mayTalk }: { runId: string; status: RunStatus; mayTalk: boolean }) {
  const stop = useStop(runId);
  const isWaiting = status === "waiting";
  return (
    <>
      <Group gap="xs" data-going={status}>
        {!isWaiting && <Loader size="xs" type="dots" aria-hidden />}
        <Text size="sm" c="dimmed" role="status">
          {isWaiting ? "Waits for a decision" : "At work…"}
        </Text>
        {mayTalk && (
          <Button size="compact-xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            {isWaiting ? "Call it off" : "Stop"}
          </Button>
        )}
      </Group>
      {stop.error && <ProblemNote problem={stop.error} />}
    </>
  );
}
