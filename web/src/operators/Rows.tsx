/** Rows of one kind: a table where there is room, else a card for each. The first column names its row. */
import { Card, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Facts } from "./Facts";
import styles from "./Rows.module.css";

export interface Column<T> {
  label: string;
  cell: (row: T) => ReactNode;
}

interface Props<T> {
  label: string;
  columns: readonly [Column<T>, ...Column<T>[]];
  rows: readonly T[];
  idOf: (row: T) => string;
}

const NARROW = "(max-width: 62em)";

export function Rows<T>(props: Props<T>) {
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  return narrow ? <Cards {...props} /> : <Wide {...props} />;
}

function Wide<T>({ label, columns, rows, idOf }: Props<T>) {
  const [first, ...rest] = columns;
  return (
    <Table aria-label={label} className={styles.table} verticalSpacing="xs" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.label} scope="col">
              {column.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={idOf(row)}>
            <Table.Th scope="row" fw={400}>
              {first.cell(row)}
            </Table.Th>
            {rest.map((column) => (
              <Table.Td key={column.label}>{column.cell(row)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Cards<T>({ label, columns, rows, idOf }: Props<T>) {
  const [first, ...rest] = columns;
  return (
    <Stack component="ul" aria-label={label} gap="xs" p={0} m={0} style={{ listStyle: "none" }}>
      {rows.map((row) => (
        <Card component="li" key={idOf(row)} withBorder p="sm">
          <Text component="div" mb="xs">
            {first.cell(row)}
          </Text>
          <Facts facts={rest.map((column) => [column.label, column.cell(row)] as const)} />
        </Card>
      ))}
    </Stack>
  );
}
