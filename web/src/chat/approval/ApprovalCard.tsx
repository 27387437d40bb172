/** What waits for a person, where the conversation stopped for it: what it is, how long, and the verdict. */
import { Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ApprovalInFull, goesOutside, isOpen, isRehearsal } from "../../inbox/approval";
import { DecisionLine } from "../../inbox/DecisionLine";
import { Outcome } from "../../inbox/Outcome";
import { approvalQuery } from "../../inbox/queries";
import { kindOf } from "../../inbox/words";
import { AnchorLink } from "../../ui/AnchorLink";
import { useIsPast } from "../../ui/Countdown";
import { Loaded } from "../../ui/Loaded";
import { Tag } from "../rows/Tag";
import type { Interrupt } from "../transcript/entries";
import { ContextQuestion, FinalQuestion, PlainQuestion } from "./questions";

export default function ApprovalCard({ interrupt }: { interrupt: Interrupt }) {
  const query = useQuery(approvalQuery(interrupt.approvalId));
  return (
    <Paper withBorder p="sm" component="section" aria-label={`Waits for a decision: ${interrupt.message}`}>
      <Loaded query={query}>{(approval) => <Shown approval={approval} />}</Loaded>
    </Paper>
  );
}

function Shown({ approval: read }: { approval: ApprovalInFull }) {
  const isOver = useIsPast(read.expires_at);
  const approval = isOpen(read) && isOver ? { ...read, may_decide: false } : read;
  const { approval_id: approvalId } = approval;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text fw={600} size="sm">
          {approval.title}
        </Text>
        <Tag tone={goesOutside(approval) ? "attention" : "quiet"}>
          {isRehearsal(approval) ? "Rehearsal: nothing is sent" : kindOf(approval)}
        </Tag>
      </Group>
      <DecisionLine approval={approval} isOver={isOver} />
      {isOpen(approval) && <Question approval={approval} />}
      <Outcome approval={approval} />
      <Group gap="sm">
        <AnchorLink to="/inbox/$approvalId" params={{ approvalId }}>
          Open in inbox
        </AnchorLink>
        <Text size="xs" c="dimmed" title={approval.digest}>
          Digest {approval.digest.slice(0, 12)}…
        </Text>
      </Group>
    </Stack>
  );
}

function Question({ approval }: { approval: ApprovalInFull }) {
  if (approval.kind === "context") return <ContextQuestion approval={approval} />;
  if (approval.kind === "final") return <FinalQuestion approval={approval} />;
  if (goesOutside(approval) && approval.may_decide)
    return <Text size="sm">It goes outside, so it is decided where its exact text is shown.</Text>;
  return <PlainQuestion approval={approval} />;
}
