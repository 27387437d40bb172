/** What comes after a yes: it is carried out now, at a time, or left; and how an attempt is doing that is underway. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type ApprovalInFull, isRehearsal } from "../../inbox/approval";
import { VerdictDialog } from "../../inbox/VerdictDialog";
import { useMe } from "../../session/me";
import { Note } from "../../ui/Note";
import { useKeys } from "../../ui/shortcuts";
import { named } from "../../ui/values/names";
import { wordsOf } from "../hub/modes";
import { againWords } from "./again";
import type { InFull } from "./answers";
import { execute, useDeed } from "./deeds";
import { GoesOut } from "./GoesOut";
import { isUnderway } from "./motion";
import { Refusal } from "./Refusal";
import { Schedule } from "./Schedule";
import { Section } from "./Section";
import { focusState } from "./StateLine";
import { isGood } from "./states";
import { Underway } from "./Underway";

interface Props {
  one: InFull;
  approval: ApprovalInFull | undefined;
}

export function CarryOut({ one, approval }: Props) {
  const me = useMe()?.user_id;
  const execution = useExecution(one);
  if (!isGood(one.status) || !approval)
    return execution.refused && <Refusal problem={execution.refused} one={one} approval={approval} />;
  if (one.user_id !== me)
    return (
      <Section title="Carrying it out">
        <Text size="sm">Its customer has it carried out, or it goes out at its time.</Text>
      </Section>
    );
  if (isUnderway(one, approval)) return <Underway one={one} approval={approval} />;
  return (
    <Section title="Carrying it out">
      <ModeWords approval={approval} />
      <LastTry one={one} />
      <Now one={one} approval={approval} execution={execution} />
      <Schedule key={one.scheduled_at} one={one} />
    </Section>
  );
}

function ModeWords({ approval }: { approval: ApprovalInFull }) {
  if (approval.mode !== "live" && approval.mode !== "draft" && approval.mode !== "rehearse") return null;
  const rehearsal = isRehearsal(approval);
  return (
    <Note role="note" tone={rehearsal ? "note" : "yes"} title={wordsOf(approval.mode).title}>
      <Text size="sm">
        {rehearsal
          ? "Nothing is sent. You are shown exactly what would have been."
          : "This is real: what is shown here is sent, once."}
      </Text>
    </Note>
  );
}

/** What was surely not sent stays approved, and may be tried again. */
function LastTry({ one }: { one: InFull }) {
  if (one.effect.status !== "not_sent") return null;
  return (
    <Note title="The last try sent nothing" role="status">
      <Text size="sm">
        {String(one.effect.detail ?? "")} {againWords(one.effect, one.expires_at)}
      </Text>
    </Note>
  );
}

interface NowProps {
  one: InFull;
  approval: ApprovalInFull;
  execution: Execution;
}

function Now({ one, approval, execution }: NowProps) {
  const { isAsked, ask, close, run, busy, refused } = execution;
  const deed = isRehearsal(approval) ? "Rehearse now" : `${named(one.verb) || "Carry out"} now`;
  useKeys({ "mod+Enter": isAsked ? undefined : ask });
  const refusal = refused && <Refusal problem={refused} one={one} approval={approval} />;
  return (
    <Stack gap="sm">
      {!isAsked && refusal}
      <Group>
        <Button onClick={ask} aria-keyshortcuts="Control+Enter">
          {deed}…
        </Button>
      </Group>
      {isAsked && (
        <VerdictDialog
          asking={{
            title: `${deed}?`,
            about: whatHappens(approval),
            needsWords: false,
            button: deed,
            color: "go",
          }}
          busy={busy}
          stopped={refused !== null && refused.status !== 0 && refused.status !== 429}
          note=""
          onNote={() => {}}
          onGive={() => run(undefined)}
          onClose={close}
        >
          <GoesOut one={one} />
          {refusal}
        </VerdictDialog>
      )}
    </Stack>
  );
}

function whatHappens(approval: ApprovalInFull): string {
  const mode = `Mode: ${approval.mode === "rehearse" ? "rehearsal" : approval.mode}.`;
  return isRehearsal(approval)
    ? `Nothing is sent: you are shown what would have been, and then it is done. ${mode}`
    : `Exactly this is sent now, once, and cannot be called back. ${mode}`;
}

function useExecution(one: InFull) {
  const [isAsked, setAsked] = useState(false);
  const deed = useDeed(
    (_: undefined, key: string) => execute(one, key),
    () => {
      setAsked(false);
      focusState();
    },
  );
  const ask = () => {
    deed.forget();
    setAsked(true);
  };
  return { ...deed, isAsked, ask, close: () => setAsked(false) };
}

type Execution = ReturnType<typeof useExecution>;
