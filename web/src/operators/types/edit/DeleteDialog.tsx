/** The last question before a draft is thrown away. */
import { Code, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Problem } from "../../../api/problem";
import { AskDialog } from "../../../ui/AskDialog";
import { type Draft, deleteDraft } from "../typesApi";

interface Props {
  draft: Draft;
  opened: boolean;
  onClose: () => void;
}

export function DeleteDialog({ draft, opened, onClose }: Props) {
  const navigate = useNavigate();
  const deleting = useMutation<void, Problem>({
    mutationFn: () => deleteDraft(draft),
    onSuccess: () => {
      notifications.show({ message: `The draft of ${draft.title} is deleted.` });
      void navigate({ to: "/ops/types", ignoreBlocker: true });
    },
  });
  return (
    <AskDialog
      opened={opened}
      onClose={onClose}
      title="Delete this draft?"
      action="Delete the draft"
      onAct={() => deleting.mutate()}
      busy={deleting.isPending}
      grave
      problem={deleting.error ?? undefined}
    >
      <Text size="sm">
        What the draft of <Code>{draft.agent_type_id}</Code> says is gone for good, your unsaved changes with
        it. Published versions stay as they are.
      </Text>
    </AskDialog>
  );
}
