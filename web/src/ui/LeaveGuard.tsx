/** Keeps people from losing what they have not saved: asks before another page, and before the tab is closed. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

interface Props {
  dirty: boolean;
  /** Tells apart what one path shows by its search; without it, a path is a page. */
  pageOf?: (search: object) => unknown;
}

export function LeaveGuard({ dirty, pageOf = () => null }: Props) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && (current.pathname !== next.pathname || pageOf(current.search) !== pageOf(next.search)),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <Modal
      opened={leaving.status === "blocked"}
      onClose={() => leaving.reset?.()}
      title="Leave without saving?"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Text size="sm">What you changed on this page is not saved yet, and would be lost.</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => leaving.proceed?.()}>
            Leave, and lose it
          </Button>
          <Button data-autofocus onClick={() => leaving.reset?.()}>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
