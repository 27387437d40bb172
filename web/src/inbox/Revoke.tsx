/** Taking back what still waits, or a yes that nothing came of yet. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../api/client";
import type { Problem } from "../api/problem";
import { useRoles } from "../session/me";
import { type ApprovalInFull, canBeRevoked, isOpen } from "./approval";
import { isFinal, Refused } from "./Refused";
import { VerdictDialog } from "./VerdictDialog";
import type { Asking } from "./verdicts";

const ASKING: Asking = {
  title: "Take it back?",
  about: "Nothing is done, now or later. Everybody who is asked sees your reason.",
  words: "Why?",
  needsWords: true,
  button: "Take it back",
  color: "red",
};

export function Revoke({ approval }: { approval: ApprovalInFull }) {
  const roles = useRoles();
  const [reason, setReason] = useState("");
  const [opened, setOpened] = useState(false);
  const { revoke, busy, refused, forget } = useRevoking(approval.approval_id, () => setOpened(false));
  const isAsked = isOpen(approval) ? approval.may_decide || roles.has("operator") : !isOnlyViewer(roles);
  if (!opened && !(canBeRevoked(approval) && isAsked)) return null;
  const open = () => {
    forget();
    setOpened(true);
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={open} style={{ alignSelf: "flex-start" }}>
        {isOpen(approval) ? "Take this request back" : "Take the approval back"}
      </Button>
      {opened && (
        <VerdictDialog
          asking={ASKING}
          busy={busy}
          stopped={isFinal(refused)}
          note={reason}
          onNote={setReason}
          onGive={() => revoke(reason.trim())}
          onClose={() => setOpened(false)}
        >
          {refused && <Refused problem={refused} approval={approval} />}
        </VerdictDialog>
      )}
    </>
  );
}

function isOnlyViewer(roles: ReadonlySet<string>): boolean {
  return !["customer", "approver", "operator"].some((role) => roles.has(role));
}

function useRevoking(approval_id: string, onDone: () => void) {
  const client = useQueryClient();
  const settle = () => void client.invalidateQueries({ queryKey: ["approvals"] });
  const { mutate, isPending, error, reset } = useMutation<unknown, Problem, string>({
    mutationFn: (reason) =>
      read(
        api.POST("/api/v1/approvals/{approval_id}/revoke", {
          params: { path: { approval_id } },
          body: { reason },
        }),
      ),
    onSuccess: onDone,
    onSettled: settle,
  });
  return { revoke: mutate, busy: isPending, refused: error, forget: reset };
}
