/** Takes an approval back before anything comes of it, with a reason. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { ReasonDialog } from "../ReasonDialog";
import { type Approval, revoke } from "./approvals";

export function RevokeButton({ approval }: { approval: Approval }) {
  const [opened, { open, close }] = useDisclosure(false);
  const queryClient = useQueryClient();
  const act = async (reason: string) => {
    try {
      await revoke(approval.approval_id, reason);
      notifications.show({ message: `“${approval.title}” is taken back.` });
    } finally {
      for (const key of ["operators", "approvals", "deliverables"])
        void queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`Revoke: ${approval.title}`}>
        Revoke…
      </Button>
      <ReasonDialog
        opened={opened}
        onClose={close}
        title={`Revoke “${approval.title}”?`}
        action="Revoke it"
        longest={4000}
        stops
        act={act}
      >
        Nothing will come of it any more. Its customer and its agent read your reason.
      </ReasonDialog>
    </>
  );
}
