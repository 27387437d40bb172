/** The last question before a version is made for good. */
import { Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { asProblem } from "../../../api/problem";
import { ProblemNote } from "../../../ui/ProblemNote";
import { type Draft, publishDraft } from "../typesApi";

interface Props {
  draft: Draft;
  opened: boolean;
  onClose: () => void;
}

export function PublishDialog({ draft, opened, onClose }: Props) {
  const navigate = useNavigate();
  const publishing = useMutation({
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
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Publish version ${draft.version}?`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Text size="sm">
          <Code>{draft.agent_type_id}</Code> can be hired in version {draft.version} from now on. Agents that
          are hired already stay at theirs. A version never changes and cannot be taken back.
        </Text>
        {publishing.error && <ProblemNote problem={asProblem(publishing.error)} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button data-autofocus loading={publishing.isPending} onClick={() => publishing.mutate()}>
            Publish version {draft.version}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
