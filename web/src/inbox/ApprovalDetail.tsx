/** What a reviewer reads and decides, from what happens after a yes down to the last byte of it. */
import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { FieldError } from "../api/problem";
import { AnchorLink } from "../ui/AnchorLink";
import { useIsPast } from "../ui/Countdown";
import { ExactText } from "../ui/ExactText";
import { type ApprovalInFull, isOpen, isRehearsal } from "./approval";
import { Changed } from "./Changed";
import { DecisionLine } from "./DecisionLine";
import { keepEdit, useEdit } from "./edits";
import { Facts } from "./Facts";
import { focusTitle, TITLE_ID, takeTitle } from "./focus";
import styles from "./inbox.module.css";
import { NoteField } from "./NoteField";
import { Outcome } from "./Outcome";
import { Part } from "./Part";
import { Revoke } from "./Revoke";
import { StandingOffer } from "./StandingOffer";
import { useNext } from "./useNext";
import { useVerdictKeys } from "./useVerdictKeys";
import { useVerdicts } from "./useVerdicts";
import { Values } from "./Values";
import { VerdictBar } from "./VerdictButtons";
import { kindOf } from "./words";

export function ApprovalDetail({ approval: read }: { approval: ApprovalInFull }) {
  const isOver = useIsPast(read.expires_at);
  const approval = isOpen(read) && isOver ? { ...read, may_decide: false } : read;
  const [valid, setValid] = useState(true);
  const [note, setNote] = useState("");
  const edit = { ...useEdit(approval), valid };
  const verdicts = useVerdicts({ approval, edit, note, onDone: useNext(approval.approval_id) });
  const form = useRef<HTMLDivElement>(null);
  useVerdictKeys(verdicts, () => form.current);
  useEffect(takeTitle, []);
  useEffect(() => {
    if (!approval.may_decide && document.activeElement === document.body) focusTitle(); // its button has gone
  }, [approval.may_decide]);
  const errors = useMemo(() => errorsOf(verdicts.refused?.errors), [verdicts.refused]);
  const shown = approval.may_decide ? edit.values : approval.arguments;
  return (
    <Stack gap="md" component="article" aria-labelledby={TITLE_ID}>
      <Heading approval={approval} />
      <DecisionLine approval={approval} isOver={isOver} />
      <div ref={form} hidden={approval.kind === "report"}>
        <Values
          approval={approval}
          values={shown}
          errors={errors}
          onChange={(values, isValid) => {
            setValid(isValid);
            keepEdit(approval, values);
          }}
        />
        {approval.may_decide && approval.kind === "context" && <NoteField value={note} onChange={setNote} />}
      </div>
      <Changed approval={approval} edit={edit} />
      <Part title="Exactly this">
        {edit.changed && approval.may_decide && (
          <Text size="sm" fw={600}>
            You changed something, so these bytes will change too. This is the original, until you decide.
          </Text>
        )}
        <ExactText exact={approval.exact} target={goesSomewhere(approval) ? approval.target : undefined} />
      </Part>
      {(approval.may_decide || verdicts.refused || verdicts.asked) && (
        <div className={styles.verdicts}>
          <VerdictBar approval={approval} verdicts={verdicts} edit={edit} withKeys />
        </div>
      )}
      <Outcome approval={approval} />
      <StandingOffer approval={approval} edit={edit} decide={verdicts.decide} />
      <Part title="On what terms">
        <Facts approval={approval} />
      </Part>
      <Revoke approval={approval} />
    </Stack>
  );
}

function Heading({ approval }: { approval: ApprovalInFull }) {
  const { deliverable_id: deliverableId } = approval;
  return (
    <Stack gap={4}>
      <Title order={2} id={TITLE_ID} tabIndex={-1} style={{ overflowWrap: "anywhere" }}>
        {approval.title}
      </Title>
      <Group gap="xs">
        <Badge variant="outline" color="gray" tt="none">
          {kindOf(approval)}
        </Badge>
        {approval.risk === "high" && (
          <Badge variant="filled" color="red.9" tt="none">
            High risk
          </Badge>
        )}
        {isRehearsal(approval) && (
          <Badge variant="outline" color="blue" tt="none">
            Rehearsal: nothing is sent
          </Badge>
        )}
        {deliverableId && (
          <AnchorLink to="/agents/deliverables/$deliverableId" params={{ deliverableId }}>
            {approval.kind === "report" ? "Open the report" : "Open the draft with its versions"}
          </AnchorLink>
        )}
      </Group>
    </Stack>
  );
}

/** Of the others, the target says in words what it is. */
function goesSomewhere({ kind }: ApprovalInFull): boolean {
  return kind === "tool_call" || kind === "deliverable";
}

/** Pointers of a refused edit lead into the arguments, some from one step above. */
function errorsOf(errors: readonly FieldError[] = []): FieldError[] {
  return errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/arguments(?=\/|$)/, ""),
    detail,
  }));
}
