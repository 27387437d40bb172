/** Thumbs on an answer, and a note that says why. */
import { ActionIcon, Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { ProblemNote } from "../../ui/ProblemNote";
import { drafts, useDraft } from "../sending/drafts";
import { type Label, type Opinion, type Target, useGiving, useOpinion } from "./feedbacks";
import { Thumb } from "./Thumb";

const THUMBS: readonly [Label, string][] = [
  ["up", "Good answer"],
  ["down", "Bad answer"],
];
const MOST = 4000;

export function FeedbackButtons({ target }: { target: Target }) {
  const given = useOpinion(target);
  const [isWriting, setWriting] = useState(false);
  const { mutate, isPending, error } = useGiving(target, ({ notes }) => setWriting(notes === ""));
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
          place={`note:${target.id}`}
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
  place: string;
  given: Opinion;
  busy: boolean;
  onGive: (opinion: Opinion) => void;
  onClose: () => void;
}

function Note({ place, given, busy, onGive, onClose }: NoteProps) {
  const notes = useDraft(place).text || given.notes;
  const send = () => {
    drafts.write(place, "");
    onGive({ label: given.label, notes: notes.trim() });
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
