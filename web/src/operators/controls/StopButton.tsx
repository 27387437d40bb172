/** A button that stops something, after asking why. */
import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { ReasonDialog } from "../ReasonDialog";
import { nameOf, type Target } from "./switches";
import { stop } from "./switchesApi";

interface Props {
  target: Target;
  /** In the sentence "Stop …". */
  name: string;
  disabled?: boolean;
  onStopped?: () => void;
}

export function StopButton({ target, name, disabled, onStopped }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const act = async (reason: string) => {
    await stop(target, reason);
    notifications.show({ message: `${nameOf(target)} is stopped.` });
    onStopped?.();
  };
  return (
    <>
      <Button size="xs" color="red.9" disabled={disabled} onClick={open}>
        Stop {name}…
      </Button>
      <ReasonDialog
        opened={opened}
        onClose={close}
        title={`Stop ${name}?`}
        action={`Stop ${name}`}
        stops
        act={act}
      >
        <Text size="sm">{EFFECT[target.kind]}</Text>
        <Text size="sm">Whoever is refused reads your reason, and so does whoever audits.</Text>
      </ReasonDialog>
    </>
  );
}

const EFFECT = {
  tenant:
    "From this moment no agent of your tenant does anything, whatever was approved. It stays so until an operator lifts it.",
  agent: "From this moment it does nothing, whatever was approved, until an operator lifts it.",
  tool: "From this moment nobody’s agent may use it, whatever was approved, until an operator lifts it.",
} as const;
