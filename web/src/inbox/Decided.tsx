/** What I have just decided, and what becomes of it, while I go on with the next. */
import { CloseButton, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../session/me";
import { AnchorLink } from "../ui/AnchorLink";
import { type ApprovalInFull, isOpen, isSettling } from "./approval";
import { forgetDecided, useDecided } from "./decided";
import { approvalQuery } from "./queries";
import { decisionOf, effectStatus } from "./words";

const EMPTY = "calc(-1 * var(--mantine-spacing-md))"; // it is there for what it will say, and takes no room

/** All but the one whose page is open: that one says it itself. */
export function Decided({ shown }: { shown?: string }) {
  const ids = useDecided().filter((id) => id !== shown);
  return (
    <Stack gap={6} role="status" aria-label="Decided just now" mb={ids.length ? 0 : EMPTY}>
      {ids.map((id) => (
        <One key={id} approvalId={id} />
      ))}
    </Stack>
  );
}

function One({ approvalId }: { approvalId: string }) {
  const { data } = useQuery(approvalQuery(approvalId));
  const me = useMe()?.user_id ?? "";
  if (!data) return null;
  return (
    <Paper withBorder px="sm" py={6}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" component="div">
          <AnchorLink to="/inbox/$approvalId" params={{ approvalId }} search>
            {data.title}
          </AnchorLink>
          {". "}
          {isOpen(data) ? votesOf(data) : `${decisionOf(data, data.names, me)}. ${cameOf(data)}`}
        </Text>
        <Group gap={4} wrap="nowrap">
          {isSettling(data) && <Loader size="xs" aria-hidden />}
          <CloseButton
            size="sm"
            aria-label={`Put away: ${data.title}`}
            onClick={() => forgetDecided(approvalId)}
          />
        </Group>
      </Group>
    </Paper>
  );
}

function votesOf({ votes, people }: ApprovalInFull): string {
  return `Your yes is counted: ${votes} of ${people} people agree so far.`;
}

function cameOf(approval: ApprovalInFull): string {
  const last = approval.effects.at(-1);
  if (last) return `${effectStatus(last)}.`;
  const { status } = approval.outcome;
  if (typeof status === "string") return status === "ok" ? "Done." : "";
  return isSettling(approval) ? "On its way…" : "";
}
