/** The entries of the trail, newest first. */
import { Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Empty } from "../../ui/Empty";
import { Value } from "../../ui/values/Value";
import { When } from "../../ui/When";
import { Listing } from "../Listing";
import { Actor, SubjectLink, TimelineLink } from "../links";
import type { Column } from "../Rows";
import styles from "../Summary.module.css";
import { plain } from "../words";
import { type AuditEntry, type EntriesFilter, entriesQuery } from "./audit";
import { EntriesFilters } from "./EntriesFilters";

const COLUMNS: readonly [Column<AuditEntry>, ...Column<AuditEntry>[]] = [
  { label: "What", cell: (entry) => <What entry={entry} /> },
  { label: "When", cell: (entry) => <When at={entry.at} seconds /> },
  { label: "By", cell: (entry) => <Actor actor={entry.actor} /> },
  { label: "About", cell: (entry) => <SubjectLink id={entry.subject} /> },
  { label: "Sealed in", cell: (entry) => (entry.block === null ? "Not yet" : `Block ${entry.block}`) },
  { label: "Correlation id", cell: (entry) => <TimelineLink id={entry.correlation_id} /> },
];

export function Entries({ filter }: { filter: EntriesFilter }) {
  const query = useInfiniteQuery(entriesQuery(filter));
  return (
    <Stack gap="md">
      <EntriesFilters key={JSON.stringify(filter)} filter={filter} />
      <Listing
        query={query}
        label="Audit entries"
        columns={COLUMNS}
        idOf={(entry) => entry.entry_id}
        empty={<Empty title="No entries here">Choose other days, or take a filter away.</Empty>}
      />
    </Stack>
  );
}

function What({ entry }: { entry: AuditEntry }) {
  return (
    <>
      <Text size="sm" fw={600}>
        {plain(entry.what)}
      </Text>
      <details>
        <summary className={styles.summary} aria-label={`Details of ${plain(entry.what)}, ${entry.entry_id}`}>
          Details
        </summary>
        <Value value={detailsOf(entry)} />
      </details>
    </>
  );
}

function detailsOf({ entry_id, details, details_digest, hash }: AuditEntry): object {
  return { entry: entry_id, details: details ?? "were erased", details_digest, hash };
}
