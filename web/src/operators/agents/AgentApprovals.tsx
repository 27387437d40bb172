/** What of an agent can still be taken back: what waits for a person, and each yes that nothing has come of. */

import { Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../ui/AnchorLink";
import { When } from "../../ui/When";
import { type Approval, approvalsQuery, mayBeRevoked } from "../approvals/approvals";
import { RevokeButton } from "../approvals/RevokeButton";
import { Listing } from "../Listing";
import type { Column } from "../Rows";
import { Status } from "../Status";
import type { AgentLine } from "./agents";

const COLUMNS: readonly [Column<Approval>, ...Column<Approval>[]] = [
  {
    label: "What",
    cell: (approval) => (
      <AnchorLink to="/ops/approvals" search={{ open: approval.approval_id }}>
        {approval.title}
      </AnchorLink>
    ),
  },
  { label: "Tool", cell: (approval) => approval.tool },
  { label: "Status", cell: (approval) => <Status status={approval.status} /> },
  { label: "Until", cell: (approval) => <When at={approval.expires_at} /> },
  { label: "Take back", cell: (approval) => <RevokeButton approval={approval} /> },
];

const OPEN = [
  { status: "pending", heading: "Waiting for a person", empty: "Nothing of this agent waits." },
  { status: "approved", heading: "Approved, and not used yet", empty: "No yes is unused." },
  { status: "edited", heading: "Approved with changes, and not used yet", empty: "No such yes is unused." },
] as const;

export function AgentApprovals({ agent }: { agent: AgentLine }) {
  return (
    <Stack gap="xs" component="section" aria-label="Approvals that can be taken back">
      <Title order={2}>Approvals that can be taken back</Title>
      {OPEN.map((group) => (
        <Revocable key={group.status} agentId={agent.agent_id} {...group} />
      ))}
    </Stack>
  );
}

type Props = (typeof OPEN)[number] & { agentId: string };

function Revocable({ agentId, status, heading, empty }: Props) {
  const query = useInfiniteQuery(approvalsQuery({ agent_id: agentId, status }));
  return (
    <>
      <Title order={3}>{heading}</Title>
      <Listing
        query={query}
        label={heading}
        columns={COLUMNS}
        idOf={(approval) => approval.approval_id}
        fits={status === "pending" ? undefined : mayBeRevoked}
        empty={<Text size="sm">{empty}</Text>}
      />
    </>
  );
}
