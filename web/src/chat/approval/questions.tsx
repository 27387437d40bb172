/** What is asked, by its kind: a call, what the model would read, or the answer that it would give. */
import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ApprovalInFull } from "../../inbox/approval";
import { Changed } from "../../inbox/Changed";
import { ContextView } from "../../inbox/ContextView";
import { keepEdit, useEdit } from "../../inbox/edits";
import { NoteField } from "../../inbox/NoteField";
import { useVerdicts } from "../../inbox/useVerdicts";
import { Values } from "../../inbox/Values";
import { VerdictBar, VerdictButtons } from "../../inbox/VerdictButtons";
import styles from "../chat.module.css";
import { drafts, useDraft } from "../sending/drafts";

interface Props {
  approval: ApprovalInFull;
}

export function PlainQuestion({ approval }: Props) {
  return approval.may_decide ? <VerdictButtons approval={approval} /> : <NotYours approval={approval} />;
}

/** A note goes with a yes into what the model reads. */
export function ContextQuestion({ approval }: Props) {
  const place = `note:${approval.approval_id}`;
  const note = useDraft(place).text;
  const verdicts = useVerdicts({ approval, note, onDone: () => drafts.write(place, "") });
  return (
    <Stack gap="xs">
      <details className={styles.call}>
        <summary>
          <Text span size="sm">
            What the model would read: {messagesIn(approval)} messages
          </Text>
        </summary>
        <ContextView context={approval.arguments} />
      </details>
      {approval.may_decide ? (
        <>
          <NoteField value={note} onChange={(words) => drafts.write(place, words)} />
          <VerdictBar approval={approval} verdicts={verdicts} />
        </>
      ) : (
        <NotYours approval={approval} />
      )}
    </Stack>
  );
}

/** The answer can be changed before anybody reads it. */
export function FinalQuestion({ approval }: Props) {
  const [valid, setValid] = useState(true);
  const edit = { ...useEdit(approval), valid };
  const verdicts = useVerdicts({ approval, edit });
  return (
    <Stack gap="xs">
      <Values
        approval={approval}
        values={approval.may_decide ? edit.values : approval.arguments}
        errors={verdicts.refused?.errors ?? []}
        onChange={(values, isValid) => {
          setValid(isValid);
          keepEdit(approval, values);
        }}
      />
      <Changed approval={approval} edit={edit} />
      {approval.may_decide ? (
        <VerdictBar approval={approval} verdicts={verdicts} edit={edit} />
      ) : (
        <NotYours approval={approval} />
      )}
    </Stack>
  );
}

function NotYours({ approval }: Props) {
  const asked = approval.assignees
    .map((id) => approval.names[id] ?? id.replace("role.", "every "))
    .join(", ");
  return <Text size="sm">Not yours to decide. {asked ? `Asked: ${asked}.` : ""}</Text>;
}

function messagesIn({ arguments: { messages } }: ApprovalInFull): number {
  return Array.isArray(messages) ? messages.length : 0;
}
