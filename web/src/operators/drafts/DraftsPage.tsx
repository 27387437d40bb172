/** What the tenant's agents have drafted, to read. */

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
import { DraftDetails } from "./DraftDetails";
import { type Draft, draftsQuery, STATUSES } from "./drafts";

const COLUMNS: readonly [Column<Draft>, ...Column<Draft>[]] = [
  {
    label: "Draft",
    cell: (draft) => (
      <>
        <AnchorLink
          to="/ops/drafts"
          search={(now: object) => ({ ...now, open: draft.deliverable_id })}
          size="sm"
        >
          {draft.title || draft.deliverable_id}
        </AnchorLink>
        <Text size="xs" c="dimmed">
          {[plain(draft.kind), draft.platform].filter(Boolean).join(" for ")}
        </Text>
      </>
    ),
  },
  { label: "Status", cell: (draft) => <Status status={draft.status} /> },
  { label: "Agent", cell: (draft) => <AgentLink id={draft.agent_id} /> },
  { label: "Customer", cell: (draft) => draft.user_id },
  { label: "Drafted", cell: (draft) => <When at={draft.created_at} /> },
  { label: "Correlation id", cell: (draft) => <TimelineLink id={draft.correlation_id} /> },
];

export default function DraftsPage() {
  const { open, ...filter } = useSearch({ from: "/signed-in-only/ops/drafts" });
  const navigate = useNavigate();
  const query = useInfiniteQuery(draftsQuery(filter));
  return (
    <Page title="Drafts">
      <FilterBar
        filter={filter}
        statuses={STATUSES}
        onChange={(search) => void navigate({ to: "/ops/drafts", search, replace: true })}
      />
      <Listing
        query={query}
        label="Drafts"
        columns={COLUMNS}
        idOf={(draft) => draft.deliverable_id}
        empty={
          <Empty title="No drafts here">
            What your customers’ agents draft shows here, whatever became of it. Take the filters away to see
            all.
          </Empty>
        }
      />
      <Details id={open} title="Draft" onClose={() => void navigate({ to: "/ops/drafts", search: filter })}>
        {(id) => <DraftDetails id={id} />}
      </Details>
    </Page>
  );
}
