/** My own words for a draft: its fields, what I changed, and the yes to exactly that. */
import { Button, Group, Kbd, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type ApprovalInFull, mayEdit, type Values } from "../../inbox/approval";
import { useDecision } from "../../inbox/decision";
import { forgetEdit, keepEdit, useEdit } from "../../inbox/edits";
import { Changes } from "../../ui/diff/Changes";
import { useKeys } from "../../ui/shortcuts";
import { Told } from "../../ui/Told";
import { placeNamed } from "../../ui/values/names";
import type { InFull } from "./answers";
import { textName } from "./body";
import { EditForm } from "./EditForm";
import { Refusal } from "./Refusal";
import { focusState } from "./StateLine";

/** As the approval says: it has the form, and whether this person is asked. */
export function canEdit(one: InFull, approval: ApprovalInFull | undefined): boolean {
  return one.may_decide && approval !== undefined && mayEdit(approval);
}

interface Props {
  one: InFull;
  approval: ApprovalInFull;
  onClose: () => void;
}

export function Editing({ one, approval, onClose }: Props) {
  const [valid, setValid] = useState(true);
  const edit = useEdit(approval);
  const { decide, busy, refused } = useDecision(approval, () => {
    onClose();
    focusState();
  });
  const may = edit.changed && valid && !busy;
  const give = () => may && decide({ verdict: "edit", arguments: edit.values });
  useKeys({ "mod+Enter": give });
  const leave = () => {
    forgetEdit(approval.approval_id);
    onClose();
  };
  const change = (values: Values, isValid: boolean) => {
    setValid(isValid);
    keepEdit(approval, values);
  };
  return (
    <Stack gap="sm">
      <EditForm
        approval={approval}
        values={edit.values}
        errors={refused?.errors}
        begin={textName(one.versions)}
        onChange={change}
      />
      {edit.changed && (
        <div>
          <Text size="xs" c="dimmed">
            What you changed
          </Text>
          <Changes changes={edit.changes} named={placeNamed} />
        </div>
      )}
      {refused && <Refusal problem={refused} one={one} approval={approval} withoutFields />}
      <Text size="sm" component="div">
        <Told>{one.plain_words}</Told> With your changes it becomes version {one.version + 1}; its exact text
        is made anew.
      </Text>
      <Group gap="xs">
        <Button
          onClick={give}
          loading={busy}
          disabled={!edit.changed || !valid}
          aria-keyshortcuts="Control+Enter"
          rightSection={
            <Kbd size="xs" aria-hidden>
              Ctrl ↵
            </Kbd>
          }
        >
          Approve with changes
        </Button>
        <Button variant="default" onClick={leave}>
          Leave it as it was
        </Button>
      </Group>
    </Stack>
  );
}
