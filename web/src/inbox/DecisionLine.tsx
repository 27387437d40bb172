/** Where it stands: what a yes does and how long there is for one, or who decided, when, and with which words. */
import { Alert, Blockquote, Group, Stack, Text } from "@mantine/core";
import { useMe } from "../session/me";
import { Countdown } from "../ui/Countdown";
import { Note } from "../ui/Note";
import { ago } from "../ui/now";
import { Told } from "../ui/Told";
import { When } from "../ui/When";
import { type ApprovalInFull, isOpen, isRehearsal } from "./approval";
import { afterwards, decisionOf } from "./words";

export function DecisionLine({ approval, isOver }: { approval: ApprovalInFull; isOver: boolean }) {
  if (!isOpen(approval)) return <Ended approval={approval} />;
  if (isOver)
    return (
      <Note title="Time is over" role="status">
        Nobody decided in time, so nothing was done. It can no longer be decided.
      </Note>
    );
  return <Waits approval={approval} />;
}

function Waits({ approval }: { approval: ApprovalInFull }) {
  return (
    <Stack gap={4}>
      <Alert color={isRehearsal(approval) ? "blue.9" : "go.9"} variant="outline" p="sm">
        <Text size="sm" fw={600} component="div">
          <Told>{approval.plain_words}</Told>
        </Text>
      </Alert>
      <Text size="sm" component="div">
        <Countdown until={approval.expires_at} />. {afterwards(approval)}
      </Text>
      <Votes approval={approval} />
    </Stack>
  );
}

function Votes({ approval }: { approval: ApprovalInFull }) {
  const me = useMe()?.user_id;
  if (approval.people < 2) return null;
  const mine = approval.votes > 0 && approval.decided_by === me;
  return (
    <Text size="sm">
      {approval.people} people must agree. {approval.votes} of them said yes{mine ? ", you among them" : ""}.
    </Text>
  );
}

function Ended({ approval }: { approval: ApprovalInFull }) {
  const me = useMe()?.user_id ?? "";
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} component="div" role="status">
        <Group gap={6}>
          {decisionOf(approval, approval.names, me)}
          {approval.decided_at && ` ${ago(approval.decided_at, Date.now())}, `}
          <When at={approval.decided_at} />
        </Group>
      </Text>
      {approval.note && (
        <Blockquote p="xs" mt={4} fz="sm" color="gray">
          {approval.note}
        </Blockquote>
      )}
    </Stack>
  );
}
