/** The verdicts that an approval takes, as buttons; what is asked once more before it is given, and what was refused. */
import { Button, Group, Stack } from "@mantine/core";
import type { ApprovalInFull, Verdict } from "./approval";
import type { Decided } from "./decision";
import { isFinal, Meanwhile, Refused } from "./Refused";
import { type Changing, useVerdicts, type Verdicts } from "./useVerdicts";
import { VerdictDialog } from "./VerdictDialog";
import { asking } from "./verdicts";
import { WhatGoesOut } from "./WhatGoesOut";
import { VERDICT_WORDS } from "./words";

const LOOKS: Readonly<Partial<Record<Verdict, { variant: string; color?: string }>>> = {
  approve: { variant: "filled" },
  edit: { variant: "filled" },
  acknowledge: { variant: "filled" },
  deny: { variant: "outline", color: "red" },
};
const KEYS: Readonly<Partial<Record<Verdict, string>>> = {
  approve: "a",
  edit: "a",
  acknowledge: "a",
  deny: "d",
  respond: "r",
};

/** For a place without keys and fields, such as the chat: the verdicts on what stands there. */
export function VerdictButtons(props: { approval: ApprovalInFull; onDone?: (decided: Decided) => void }) {
  return <VerdictBar approval={props.approval} verdicts={useVerdicts(props)} />;
}

interface Props {
  approval: ApprovalInFull;
  verdicts: Verdicts;
  edit?: Changing;
  withKeys?: boolean;
}

export function VerdictBar({ approval, verdicts, edit, withKeys }: Props) {
  const { asked, busy, refused } = verdicts;
  const refusal = refused && <Refused problem={refused} approval={approval} />;
  return (
    <Stack gap="sm">
      {!asked && refusal}
      {verdicts.offered.length > 0 && (
        <Group gap="xs" role="group" aria-label="Your verdict">
          {verdicts.offered.map((verdict) => (
            <Button
              key={verdict}
              variant="default"
              {...LOOKS[verdict]}
              disabled={verdict === "edit" && !edit?.valid}
              loading={busy && !asked}
              aria-keyshortcuts={withKeys ? KEYS[verdict] : undefined}
              onClick={() => verdicts.ask(verdict)}
            >
              {VERDICT_WORDS[verdict]}
            </Button>
          ))}
        </Group>
      )}
      {asked && (
        <VerdictDialog
          asking={asking(approval, asked)}
          busy={busy}
          stopped={isFinal(refused) || !approval.may_decide}
          note={verdicts.words}
          onNote={verdicts.setWords}
          onGive={() => verdicts.give(asked)}
          onClose={verdicts.close}
        >
          {(asked === "approve" || asked === "edit") && <WhatGoesOut approval={approval} edit={edit} />}
          {refusal}
          {!refused && !approval.may_decide && <Meanwhile approval={approval} />}
        </VerdictDialog>
      )}
    </Stack>
  );
}
