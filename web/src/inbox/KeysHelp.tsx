/** The keys of this page, and the switch that turns its letters off. */
import { Kbd, Modal, Stack, Switch, Table, Text } from "@mantine/core";
import { setShortcuts, useShortcuts } from "../ui/shortcuts";

const KEYS = [
  ["j", "Next in the list"],
  ["k", "The one before"],
  ["a", "Approve; what goes outside is shown once more first"],
  ["e", "Edit: to the first field"],
  ["d", "Deny, with a reason"],
  ["r", "Respond in words"],
  ["?", "These keys"],
] as const;
const ALWAYS = [
  ["Ctrl or ⌘ + Enter", "Confirm"],
  ["Esc", "Leave a field or a dialog"],
] as const;

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const letters = useShortcuts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Table>
          <Table.Tbody>
            {[...KEYS, ...ALWAYS].map(([key, does]) => (
              <Table.Tr key={key}>
                <Table.Th scope="row" fw={400}>
                  <Kbd>{key}</Kbd>
                </Table.Th>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          label="Single-letter keys"
          checked={letters}
          onChange={(event) => setShortcuts(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          A letter never sends anything outside. Letters do nothing while you write.
        </Text>
      </Stack>
    </Modal>
  );
}
