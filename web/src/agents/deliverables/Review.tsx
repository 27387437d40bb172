/** My answer to a draft: yes, no, another version, or my own words for it; each asked once more before it counts. */
import { Button, Group, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { type ApprovalInFull, isRehearsal } from "../../inbox/approval";
import { isFinal } from "../../inbox/Refused";
import { VerdictDialog } from "../../inbox/VerdictDialog";
import { useKeys } from "../../ui/shortcuts";
import { Told } from "../../ui/Told";
import type { Decision, InFull } from "./answers";
import { askingFor, decisionsFor, labelOf, roundsWords } from "./asking";
import { review, useDeed } from "./deeds";
import { canEdit, Editing } from "./Editing";
import { GoesOut } from "./GoesOut";
import { Refusal } from "./Refusal";
import { Section } from "./Section";
import { focusState } from "./StateLine";

const KEYS: Readonly<Record<Decision, string>> = { approve: "a", acknowledge: "a", reject: "d", revise: "r" };

interface Props {
  one: InFull;
  approval: ApprovalInFull | undefined;
}

export function Review({ one, approval }: Props) {
  const offered = decisionsFor(one);
  const mayEdit = canEdit(one, approval);
  const [isEditing, setEditing] = useState(false);
  const verdict = useVerdict(one);
  const editing = isEditing && mayEdit && approval;
  useKeys(
    editing || verdict.asked
      ? {}
      : {
          ...Object.fromEntries(offered.map((decision) => [KEYS[decision], () => verdict.ask(decision)])),
          ...(mayEdit && { e: () => setEditing(true) }),
        },
  );
  const refusal = verdict.refused && <Refusal problem={verdict.refused} one={one} approval={approval} />;
  if (offered.length === 0) return refusal;
  return (
    <Section title={one.kind === "report" ? "Your answer" : "Your review"}>
      {!verdict.asked && refusal}
      {!editing && one.plain_words && (
        <Text size="sm" component="div">
          <Told>{one.plain_words}</Told>
        </Text>
      )}
      {editing ? (
        <Editing one={one} approval={approval} onClose={() => setEditing(false)} />
      ) : (
        <Buttons one={one} offered={offered} verdict={verdict}>
          {mayEdit && (
            <Button variant="default" aria-keyshortcuts="e" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
        </Buttons>
      )}
      {one.may_decide && one.kind !== "report" && one.rounds > 0 && (
        <Text size="xs" c="dimmed">
          {roundsWords(one.rounds_left)}
        </Text>
      )}
      {verdict.asked && (
        <VerdictDialog
          asking={askingFor(verdict.asked, one, approval !== undefined && isRehearsal(approval))}
          busy={verdict.busy}
          stopped={isFinal(verdict.refused)}
          note={verdict.notes}
          onNote={verdict.setNotes}
          onGive={verdict.give}
          onClose={verdict.close}
        >
          {verdict.asked === "approve" && <GoesOut one={one} />}
          {refusal}
        </VerdictDialog>
      )}
    </Section>
  );
}

interface ButtonsProps {
  one: InFull;
  offered: readonly Decision[];
  verdict: Verdict;
  children: React.ReactNode;
}

function Buttons({ one, offered, verdict, children }: ButtonsProps) {
  const [first, ...others] = offered;
  const button = (decision: Decision) => (
    <Button
      key={decision}
      variant={decision === first && decision !== "reject" ? "filled" : "default"}
      aria-keyshortcuts={KEYS[decision]}
      loading={verdict.busy && !verdict.asked}
      onClick={() => verdict.ask(decision)}
    >
      {labelOf(decision, one)}
    </Button>
  );
  return (
    <Group gap="xs" role="group" aria-label="Your answer">
      {first && button(first)}
      {children}
      {others.map(button)}
    </Group>
  );
}

/** That a report was read counts at once; all else is asked once more. */
function useVerdict(one: InFull) {
  const [asked, setAsked] = useState<Decision | null>(null);
  const [notes, setNotes] = useState("");
  const before = useRef<Element | null>(null);
  const deed = useDeed(
    (decision: Decision) => review(one, decision, notes.trim()),
    () => {
      setAsked(null);
      setNotes("");
      focusState();
    },
  );
  const ask = (decision: Decision) => {
    deed.forget();
    before.current = document.activeElement;
    if (decision === "acknowledge") deed.run(decision);
    else setAsked(decision);
  };
  const close = () => {
    setAsked(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return { ...deed, asked, ask, close, notes, setNotes, give: () => asked && deed.run(asked) };
}

type Verdict = ReturnType<typeof useVerdict>;
