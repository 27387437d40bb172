/** What people of the tenant were asked, and what became of it, to read; an operator can take one back. */

import { Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { AnchorLink } from "../../ui/AnchorLink";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { When } from "../../ui/When";
import { Details } from "../Details";
import { FilterBar } from "../FilterBar";
import { Listing } from "../Listing";
import { AgentLink, TimelineLink } from "../links";
import type { Column } from "../Rows";
import { Status } from "../Status";
import { plain } from "../words";
import { ApprovalDetails } from "./ApprovalDetails";
import { type Approval, approvalsQuery, STATUSES } from "./approvals";

const COLUMNS: readonly [Column<Approval>, ...Column<Approval>[]] = [
  {
    label: "Approval",
    cell: (approval) => (
      <>
        <AnchorLink
          to="/ops/approvals"
          search={(now: object) => ({ ...now, open: approval.approval_id })}
          size="sm"
        >
          {approval.title || approval.approval_id}
        </AnchorLink>
        <Text size="xs" c="dimmed">
          {[plain(approval.kind), approval.tool].filter(Boolean).join(", ")}
        </Text>
      </>
    ),
  },
  { label: "Status", cell: (approval) => <Status status={approval.status} /> },
  { label: "Risk", cell: (approval) => plain(approval.risk) },
  { label: "Agent", cell: (approval) => <AgentLink id={approval.agent_id} name={approval.agent_name} /> },
  { label: "Customer", cell: (approval) => approval.user_id },
  { label: "Asked", cell: (approval) => <When at={approval.created_at} /> },
  { label: "Correlation id", cell: (approval) => <TimelineLink id={approval.correlation_id} /> },
];

export default function ApprovalsPage() {
  const { open, ...filter } = useSearch({ from: "/signed-in-only/ops/approvals" });
  const navigate = useNavigate();
  const query = useInfiniteQuery(approvalsQuery(filter));
  return (
    <Page title="Approvals">
      <FilterBar
        filter={filter}
        statuses={STATUSES}
        first="pending"
        onChange={(search) => void navigate({ to: "/ops/approvals", search, replace: true })}
      />
      <Listing
        query={query}
        label="Approvals"
        columns={COLUMNS}
        idOf={(approval) => approval.approval_id}
        empty={
          <Empty title="No approvals here">
            What waits for a person of your tenant shows here. Choose another status for those that have
            ended.
          </Empty>
        }
      />
      <Details
        id={open}
        title="Approval"
        onClose={() => void navigate({ to: "/ops/approvals", search: filter })}
      >
        {(id) => <ApprovalDetails id={id} />}
      </Details>
    </Page>
  );
}
