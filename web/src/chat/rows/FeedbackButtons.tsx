/** Thumbs on an answer, and a note that says why. */
import { ActionIcon, Button, Group, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Problem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { drafts, useDraft } from "../sending/drafts";
import { type Given, give, type Label, useGiven } from "./feedbacks";
import { Thumb } from "./Thumb";

const THUMBS: readonly [Label, string][] = [
  ["up", "Good answer"],
  ["down", "Bad answer"],
];
const MOST = 4000;

export function FeedbackButtons({ target, runId }: { target: string; runId: string }) {
  const given = useGiven(target);
  const [isWriting, setWriting] = useState(false);
  const { mutate, isPending, error } = useMutation<void, Problem, Given>({
    mutationFn: (next) => give(target, runId, next),
    onSuccess: (_, { notes }) => setWriting(notes === ""),
  });
  const rate = (label: Label) => {
    if (label !== given?.label) mutate({ label, notes: "" });
    else setWriting(!isWriting);
  };
  return (
    <>
      <Group gap={4} mt={4} role="group" aria-label="Your view of this answer">
        {THUMBS.map(([label, words]) => (
          <ActionIcon
            key={label}
            variant={given?.label === label ? "filled" : "subtle"}
            color={given?.label === label ? "go" : "gray"}
            aria-label={words}
            title={words}
            aria-pressed={given?.label === label}
            disabled={isPending}
            onClick={() => rate(label)}
          >
            <Thumb isDown={label === "down"} />
          </ActionIcon>
        ))}
        {given && !isWriting && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setWriting(true)}>
            {given.notes ? "Your note is kept" : "Add a note"}
          </Button>
        )}
      </Group>
      {error && <ProblemNote problem={error} />}
      {given && isWriting && (
        <Note
          target={target}
          given={given}
          busy={isPending}
          onGive={mutate}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  );
}

interface NoteProps {
  target: string;
  given: Given;
  busy: boolean;
  onGive: (given: Given) => void;
  onClose: () => void;
}

function Note({ target, given, busy, onGive, onClose }: NoteProps) {
  const place = `note:${target}`;
  const notes = useDraft(place).text || given.notes;
  const send = () => {
    drafts.write(place, "");
    onGive({ ...given, notes: notes.trim() });
  };
  return (
    <Group gap="xs" align="flex-end" mt={4} maw={480}>
      <Textarea
        label={given.label === "up" ? "What was good? (optional)" : "What was wrong? (optional)"}
        size="xs"
        autosize
        maxRows={6}
        maxLength={MOST}
        flex={1}
        miw={220}
        value={notes}
        onChange={({ currentTarget }) => drafts.write(place, currentTarget.value)}
      />
      <Button size="xs" loading={busy} disabled={!notes.trim()} onClick={send}>
        Send the note
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        Close
      </Button>
    </Group>
  );
}
