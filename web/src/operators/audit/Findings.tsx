/** What is wrong with the trail, a row for each defect. */
import { Code, Stack, Title } from "@mantine/core";
import { type Column, Rows } from "../Rows";
import type { Verdict } from "./audit";
import { KINDS } from "./verdictWords";

type Finding = Verdict["findings"][number];

const COLUMNS: readonly [Column<Finding>, ...Column<Finding>[]] = [
  { label: "Kind", cell: (finding) => KINDS[finding.kind] },
  {
    label: "Entry",
    cell: (finding) => (finding.entry_id ? <Code>{finding.entry_id}</Code> : "The whole block"),
  },
  { label: "Block", cell: (finding) => (finding.block > 0 ? finding.block : "–") },
  { label: "Detail", cell: (finding) => `It ${finding.detail}.` },
];

export function Findings({ findings }: { findings: Finding[] }) {
  return (
    <Stack gap="xs">
      <Title order={2}>Findings</Title>
      <Rows
        label="Findings"
        columns={COLUMNS}
        rows={findings}
        idOf={(finding) => `${finding.kind} ${finding.entry_id} ${finding.block}`}
      />
    </Stack>
  );
}
