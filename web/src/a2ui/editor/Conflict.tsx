/** A row that somebody changed meanwhile: theirs, mine, and which to keep. */
import { Button, Group, Stack, Text } from "@mantine/core";
import type { Row } from "../types";
import styles from "./editor.module.css";
import type { LineProps } from "./LineRow";
import { heldBy, isTyped } from "./lines";
import { told } from "./values";

export function Conflict({ table, line, number, dispatch, theirs }: LineProps & { theirs: Row | null }) {
  const keep = (which: "mine" | "theirs") => () => dispatch({ kind: "keep", line: line.id, which });
  const label = table.rowKey === undefined ? "Changed meanwhile" : `Row ${number} was changed meanwhile`;
  return (
    <td className={styles.wide}>
      <Stack gap={4} p="xs" role="group" aria-label={label} tabIndex={-1} data-conflict-of={line.id}>
        <Text size="sm" fw={600}>
          {label}.
        </Text>
        <Differences table={table} line={line} theirs={theirs} />
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={keep("theirs")}>
            {theirs ? "Take theirs" : "Let it go"}
          </Button>
          <Button size="compact-xs" variant="default" onClick={keep("mine")}>
            {line.gone ? "Delete it all the same" : "Keep mine"}
          </Button>
        </Group>
      </Stack>
    </td>
  );
}

function Differences({ table, line, theirs }: Pick<LineProps, "table" | "line"> & { theirs: Row | null }) {
  if (theirs === null) return <Text size="sm">Theirs: the row was deleted. Mine: as above.</Text>;
  if (line.gone) {
    const row = table.columns.map((column) => told(column, theirs[column.key])).join(" · ");
    return <Text size="sm">Theirs: {row}. Mine: deleted.</Text>;
  }
  const differing = table.columns.filter(
    (column) => isTyped(column, line) || (theirs[column.key] ?? null) !== heldBy(column, line),
  );
  return (
    <>
      {differing.map((column) => (
        <Text size="sm" key={column.key}>
          {column.label}: theirs {told(column, theirs[column.key])}, mine {told(column, heldBy(column, line))}
        </Text>
      ))}
    </>
  );
}
