/** What came of each answer of a batch: none is passed over, those that failed come first. */
import { Badge, Button, Code, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { AnchorLink } from "../../ui/AnchorLink";
import type { Outcome } from "./batch";
import { useDraftName } from "./DraftRow";
import { isStatus, STATES } from "./states";

interface Props {
  outcomes: readonly Outcome[];
  onClose: () => void;
}

export function BatchOutcome({ outcomes, onClose }: Props) {
  const failed = outcomes.filter((one) => !one.ok);
  const sorted = [...failed, ...outcomes.filter((one) => one.ok)];
  return (
    <Modal
      opened
      onClose={onClose}
      title={failed.length ? "Not all of them went through" : "All of them went through"}
      size="lg"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Text size="sm" role="status">
          {outcomes.length - failed.length} of {outcomes.length} went through
          {failed.length > 0 && `; ${failed.length} did not`}.
        </Text>
        <Table.ScrollContainer minWidth={420} maxHeight={420} scrollAreaProps={SCROLL}>
          <Table fz="sm" aria-label="What came of each">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Draft</Table.Th>
                <Table.Th scope="col">What came of it</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.map((outcome) => (
                <Row key={outcome.one.deliverable_id} outcome={outcome} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const SCROLL = { viewportProps: { tabIndex: 0 } };

function Row({ outcome: { one, ok, status, detail, reference } }: { outcome: Outcome }) {
  const name = useDraftName()(one);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <AnchorLink to="/agents/deliverables/$deliverableId" params={{ deliverableId: one.deliverable_id }}>
          {name}
        </AnchorLink>
      </Table.Th>
      <Table.Td>
        <Badge variant="outline" color={ok ? "green" : "red"} c="var(--mantine-color-text)" tt="none">
          {ok ? wordsOf(status) : "Not done"}
        </Badge>
        {detail && <Text size="sm">{detail}</Text>}
        {reference && (
          <Text size="xs" c="dimmed">
            Reference <Code>{reference}</Code>
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Of two people who must agree, the first yes leaves it waiting. */
function wordsOf(status: string): string {
  if (status === "pending_review") return "Your yes is kept; somebody else is asked too";
  return isStatus(status) ? STATES[status].label : "Done";
}
