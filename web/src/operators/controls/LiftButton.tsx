/** A button that lifts a kill switch, after a confirmation; where it changed meanwhile, it says what and asks again. */
import { Alert, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { differences, nameOf, reasonOf, type StoredSwitches, spokenName, type Target } from "./switches";
import { isStale, lift, switchesQuery } from "./switchesApi";

export function LiftButton({ seen, target }: { seen: StoredSwitches; target: Target }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`Lift: ${nameOf(target)}`}>
        Lift…
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`Let ${spokenName(target)} go on?`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Confirmation seen={seen} target={target} onClose={close} />
      </Modal>
    </>
  );
}

interface Props {
  seen: StoredSwitches;
  target: Target;
  onClose: () => void;
}

function Confirmation({ seen: first, target, onClose }: Props) {
  const { lifting, seen, changed } = useLift(first, target, onClose);
  const reason = reasonOf(seen, target);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {reason === undefined ? "It is not stopped any more." : `It was stopped because: “${reason}”`}
      </Text>
      {changed && <Changed sentences={changed} />}
      {lifting.error && !isStale(lifting.error) && <ProblemNote problem={asProblem(lifting.error)} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {reason === undefined ? "Close" : "Keep it stopped"}
        </Button>
        <Button
          data-autofocus
          disabled={reason === undefined}
          loading={lifting.isPending}
          onClick={() => lifting.mutate()}
        >
          Lift the switch
        </Button>
      </Group>
    </Stack>
  );
}

/** After a 412 what stands is read, shown, and from then on the thing that was seen. */
function useLift(first: StoredSwitches, target: Target, onLifted: () => void) {
  const queryClient = useQueryClient();
  const [seen, setSeen] = useState(first);
  const [changed, setChanged] = useState<string[]>();
  const lifting = useMutation({
    mutationFn: () => lift(seen, target),
    onSuccess: () => {
      notifications.show({ message: `${nameOf(target)}: the switch is lifted.` });
      onLifted();
    },
    onError: async (thrown) => {
      if (!isStale(thrown)) return;
      const now = await queryClient.fetchQuery({ ...switchesQuery, staleTime: 0 });
      setChanged(differences(seen, now));
      setSeen(now);
    },
  });
  return { lifting, seen, changed };
}

function Changed({ sentences }: { sentences: string[] }) {
  return (
    <Alert variant="default" title="The controls were changed meanwhile" role="alert">
      <Text size="sm">Nothing was lifted. Look at what changed, then decide again.</Text>
      <List size="sm">
        {sentences.length === 0 && (
          <List.Item>The policy was changed; the switches are as you saw.</List.Item>
        )}
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
