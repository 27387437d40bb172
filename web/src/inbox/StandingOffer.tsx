/** "Approve this and the next ones like it", where a person may say yes in advance. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useMe, useRoles } from "../session/me";
import { type ApprovalInFull, isRehearsal } from "./approval";
import type { Decision } from "./decision";
import type { Edit } from "./edits";
import { StandingDialog } from "./StandingDialog";

interface Props {
  approval: ApprovalInFull;
  edit: Edit & { valid: boolean };
  decide: Decision["decide"];
}

export function StandingOffer({ approval, edit, decide }: Props) {
  const [opened, setOpened] = useState(false);
  const me = useMe();
  const isCustomer = useRoles().has("customer");
  if (!isCustomer || me?.user_id !== approval.user_id || !canStand(approval)) return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        disabled={edit.changed && !edit.valid}
        onClick={() => setOpened(true)}
        style={{ alignSelf: "flex-start" }}
      >
        Approve this and the next ones like it…
      </Button>
      {opened && (
        <StandingDialog
          approval={approval}
          edit={edit}
          onClose={() => setOpened(false)}
          onGiven={() => {
            setOpened(false);
            decide(edit.changed ? { verdict: "edit", arguments: edit.values } : { verdict: "approve" });
          }}
        />
      )}
    </>
  );
}

/** What the answer itself rules out; the rest the server refuses, in words. */
function canStand(approval: ApprovalInFull): boolean {
  const asksAlways = approval.always_ask || approval.people > 1 || approval.fresh_login;
  return (
    approval.may_decide &&
    approval.kind === "tool_call" &&
    approval.arguments_schema !== null &&
    !asksAlways &&
    !isRehearsal(approval)
  );
}
