/** A yes in advance: how many, until when, and with which arguments; given together with the yes to this one. */
import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Problem } from "../api/problem";
import { ProblemNote } from "../ui/ProblemNote";
import { useKeys } from "../ui/shortcuts";
import { When } from "../ui/When";
import type { ApprovalInFull } from "./approval";
import type { Edit } from "./edits";
import { PatternFields } from "./PatternFields";
import { PatternWords } from "./PatternWords";
import { partsOf, patternOf } from "./pattern";
import { useGiving } from "./standings";

const USES = 5;
const MOST_USES = 1000;
const DAYS = 7;

interface Props {
  approval: ApprovalInFull;
  edit: Edit;
  onClose: () => void;
  onGiven: () => void;
}

export function StandingDialog({ approval, edit, onClose, onGiven }: Props) {
  const [parts, setParts] = useState(() => partsOf(approval.arguments_schema ?? {}, edit.values));
  const [uses, setUses] = useState(USES);
  const [until, setUntil] = useState(() => localMinute(Date.now() + DAYS * 86_400_000));
  const { give, busy, problem } = useGiving(onGiven);
  const pattern = patternOf(parts);
  const expires = until && new Date(until).toISOString();
  const confirm = () => {
    if (busy || !expires) return;
    const { agent_id, tool } = approval;
    give({ agent_id, tool, arguments: { ...pattern }, uses, expires_at: expires });
  };
  useKeys({ "mod+Enter": confirm });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Approve this and the next ones like it"
      size="lg"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {approval.plain_words} After it, {approval.agent_name || "this agent"} may do the same again without
          asking, as long as every argument fits below.
        </Text>
        <Group align="flex-start">
          <NumberInput
            label="The next"
            w={100}
            min={1}
            max={MOST_USES}
            allowDecimal={false}
            value={uses}
            onChange={(value) => typeof value === "number" && setUses(value)}
          />
          <TextInput
            label="Until, by this device's clock"
            type="datetime-local"
            value={until}
            error={fieldError(problem, "/expires_at")}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Group>
        <PatternFields parts={parts} onChange={setParts} errors={argumentErrors(problem)} />
        <Text size="sm" fw={600} component="div">
          Covered from then on, {uses} times at most{expires && ", until "}
          {expires && <When at={expires} />}:
        </Text>
        <PatternWords pattern={pattern} />
        {problem && <ProblemNote problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Not yet
          </Button>
          <Button onClick={confirm} loading={busy} aria-keyshortcuts="Control+Enter">
            Approve this and the next {uses}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** For a `datetime-local` field: this browser's own time, to the minute. */
function localMinute(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}

function fieldError(problem: Problem | null, pointer: string): string | undefined {
  return problem?.errors.find((error) => error.pointer === pointer)?.detail;
}

function argumentErrors(problem: Problem | null): ReadonlyMap<string, string> {
  const found = problem?.errors.filter(({ pointer }) => pointer.startsWith("/arguments/")) ?? [];
  return new Map(found.map(({ pointer, detail }) => [pointer.split("/")[2] ?? "", detail]));
}
