/** What became of it: each attempt outside and what came back, or what it led to here; live until it is settled. */
import { Code, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { Told } from "../ui/Told";
import { ToneBadge } from "../ui/ToneBadge";
import type { Tone } from "../ui/tones";
import { When } from "../ui/When";
import { type ApprovalInFull, type Attempt, isOpen, isSettling, isYes } from "./approval";
import { effectStatus } from "./words";

export function Outcome({ approval }: { approval: ApprovalInFull }) {
  if (isOpen(approval)) return null;
  return (
    <Stack gap="xs" role="status">
      {approval.effects.map((attempt) => (
        <Tried key={attempt.attempt} attempt={attempt} />
      ))}
      {approval.effects.length === 0 && <Led approval={approval} />}
      {approval.needs_person && (
        <Text size="sm" fw={600}>
          <Told>{approval.needs_person}</Told>
        </Text>
      )}
      {isSettling(approval) && (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm">On its way…</Text>
        </Group>
      )}
    </Stack>
  );
}

function Tried({ attempt }: { attempt: Attempt }) {
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <Group gap="xs">
          <ToneBadge tone={toneOf(attempt)}>{attempt.status}</ToneBadge>
          <Text size="sm" fw={600}>
            {effectStatus(attempt)}
          </Text>
          <Text size="xs" c="dimmed">
            Attempt {attempt.attempt},{" "}
            <When at={attempt.settled_at || attempt.dispatched_at || attempt.prepared_at} />
          </Text>
        </Group>
        {attempt.detail && (
          <Text size="sm" component="div">
            <Told>{attempt.detail}</Told>
          </Text>
        )}
        {attempt.result && <Came result={attempt.result} />}
      </Stack>
    </Paper>
  );
}

/** Without an attempt outside: a change here, words that went to the agent, or nothing. */
function Led({ approval }: { approval: ApprovalInFull }) {
  const { status, detail, result } = approval.outcome;
  if (typeof status !== "string")
    return approval.deliverable_id && isYes(approval) ? (
      <Text size="sm">It may be sent now, once: at its time, or when its customer says so.</Text>
    ) : null;
  return (
    <Stack gap={6}>
      <Text size="sm" component="div">
        {effectStatus({ status })}
        {typeof detail === "string" && detail && detail !== approval.note ? `. ${detail}` : ""}
      </Text>
      {typeof result === "object" && result !== null && <Came result={result} />}
    </Stack>
  );
}

function Came({ result }: { result: object }) {
  return (
    <Code block fz="xs" tabIndex={0} role="region" aria-label="What came back">
      {JSON.stringify(result, null, 2)}
    </Code>
  );
}

function toneOf({ status, rehearsed }: Attempt): Tone {
  if (rehearsed) return "note";
  if (status === "confirmed") return "yes";
  return status === "prepared" || status === "dispatched" ? "quiet" : "attention";
}
