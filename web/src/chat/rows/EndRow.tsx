/** Where a run ended: how, what it used, and the way to have it once more. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, newIdempotencyKey, read, type Schemas } from "../../api/client";
import type { Problem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { TONES } from "../../ui/tones";
import { outbox } from "../sending/outbox";
import type { Run } from "../transcript/entries";
import { endWords, usageWords } from "../transcript/words";

interface Props {
  run: Run;
  /** Only the last answer, and what failed, is worth another try. */
  isLast: boolean;
  mayTalk: boolean;
}

export function EndRow({ run, isLast, mayTalk }: Props) {
  const words = endWords(run);
  const usage = usageWords(run.usage);
  const again = useRerun(run.id);
  const mayRetry = mayTalk && run.isAsked && (isLast || run.status !== "succeeded");
  if (!words && !usage && !mayRetry) return null;
  return (
    <>
      {run.status === "failed" ? <Failed words={words} /> : words && <Text size="sm">{words}</Text>}
      <Group gap="sm">
        {mayRetry && (
          <Button
            size="compact-xs"
            variant="default"
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            {run.status === "succeeded" ? "Ask again" : "Try again"}
          </Button>
        )}
        {usage && (
          <Text size="xs" c="dimmed">
            {usage}
          </Text>
        )}
      </Group>
      {again.error && <ProblemNote problem={again.error} />}
    </>
  );
}

function Failed({ words }: { words: string }) {
  return (
    <Alert color={TONES.no} variant="outline" p="xs" mb={4} title="It failed">
      {words}
    </Alert>
  );
}

function useRerun(runId: string) {
  const client = useQueryClient();
  const key = useRef(newIdempotencyKey()); // kept while nobody answers, so that a second press is the same wish
  return useMutation<Schemas["Run"], Problem>({
    mutationFn: () => {
      const params = { path: { run_id: runId }, header: { "Idempotency-Key": key.current } };
      return read(api.POST("/api/v1/runs/{run_id}/rerun", { params }));
    },
    onSuccess: ({ thread_id, run_id, message }) => {
      key.current = newIdempotencyKey();
      outbox.awaits(thread_id, run_id, message);
      void client.invalidateQueries({ queryKey: ["threads"] });
    },
  });
}
