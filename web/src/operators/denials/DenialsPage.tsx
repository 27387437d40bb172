/** What the gates have refused: by which rule, to whom and why; each leads to all that happened around it. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { When } from "../../ui/When";
import { IdFilter } from "../FilterBar";
import { Listing } from "../Listing";
import { Actor, SubjectLink, TimelineLink } from "../links";
import type { Column } from "../Rows";
import { plain } from "../words";
import { type Denial, denialsQuery, stageWords } from "./denials";

const COLUMNS: readonly [Column<Denial>, ...Column<Denial>[]] = [
  {
    label: "Rule and reason",
    cell: (denial) => (
      <>
        <Text size="sm" fw={600}>
          {plain(denial.rule)}
        </Text>
        <Text size="sm">{denial.detail}</Text>
      </>
    ),
  },
  { label: "Refused to", cell: (denial) => <Actor actor={denial.actor} /> },
  { label: "At", cell: (denial) => stageWords(denial.stage) },
  { label: "Tool", cell: (denial) => denial.tool || "–" },
  { label: "About", cell: (denial) => <SubjectLink id={denial.subject} /> },
  { label: "When", cell: (denial) => <When at={denial.at} seconds /> },
  { label: "Correlation id", cell: (denial) => <TimelineLink id={denial.correlation_id} /> },
];

export default function DenialsPage() {
  const { correlation_id, agent_id } = useSearch({ from: "/signed-in-only/ops/denials" });
  const navigate = useNavigate();
  const query = useInfiniteQuery(denialsQuery(correlation_id));
  const go = (search: { correlation_id?: string; agent_id?: string }) =>
    void navigate({ to: "/ops/denials", search, replace: true });
  return (
    <Page title="Denials" actions={<ToTimelines />}>
      <Stack gap={4}>
        <Group gap="lg" align="flex-end">
          <IdFilter
            key={`correlation ${correlation_id}`}
            label="Correlation id"
            value={correlation_id ?? ""}
            onApply={(said) => go({ agent_id, correlation_id: said })}
          />
          <IdFilter
            key={`agent ${agent_id}`}
            label="Agent id"
            value={agent_id ?? ""}
            onApply={(said) => go({ correlation_id, agent_id: said })}
          />
        </Group>
        {agent_id && (
          <Text size="xs" c="dimmed">
            The agent’s are chosen among the denials that are loaded; “Show more” loads further ones.
          </Text>
        )}
      </Stack>
      <Listing
        query={query}
        label="Denials"
        columns={COLUMNS}
        idOf={(denial) => denial.denial_id}
        fits={agent_id ? (denial) => denial.agent_id === agent_id : undefined}
        empty={
          <Empty title="Nothing was refused">
            When a gate refuses an agent or a person something, the rule and the reason show here.
          </Empty>
        }
      />
    </Page>
  );
}

function ToTimelines() {
  return (
    <Button component={Link} to="/ops/timeline" size="xs" variant="default">
      Look up a correlation id
    </Button>
  );
}
