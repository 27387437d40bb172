/** The last question before a version is made for good. */
import { Code, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Problem } from "../../../api/problem";
import { AskDialog } from "../../../ui/AskDialog";
import { type Draft, type PublishedType, publishDraft } from "../typesApi";

interface Props {
  draft: Draft;
  opened: boolean;
  onClose: () => void;
}

export function PublishDialog({ draft, opened, onClose }: Props) {
  const navigate = useNavigate();
  const publishing = useMutation<PublishedType, Problem>({
    mutationFn: () => publishDraft(draft),
    onSuccess: (type) => {
      notifications.show({ message: `Version ${type.version} of ${type.title} is published.` });
      void navigate({
        to: "/ops/types/$agentTypeId",
        params: { agentTypeId: type.agent_type_id },
        ignoreBlocker: true,
      });
    },
  });
  return (
    <AskDialog
      opened={opened}
      onClose={onClose}
      title={`Publish version ${draft.version}?`}
      action={`Publish version ${draft.version}`}
      onAct={() => publishing.mutate()}
      busy={publishing.isPending}
      problem={publishing.error ?? undefined}
    >
      <Text size="sm">
        <Code>{draft.agent_type_id}</Code> can be hired in version {draft.version} from now on. Agents that
        are hired already stay at theirs. A version never changes and cannot be taken back.
      </Text>
    </AskDialog>
  );
}
