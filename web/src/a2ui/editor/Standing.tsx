/** The rows of an answered form, to read. */
import { Table, Text } from "@mantine/core";
import type { Column } from "../schemas";
import type { Row } from "../types";
import { told } from "./values";

interface Props {
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

export function Standing({ title, columns, rows }: Props) {
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table captionSide="top">
        <Table.Caption ta="start">
          <Text span size="sm" c="dimmed">
            {title}: answered; open a new form to change more.
          </Text>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, label }) => (
              <Table.Th key={key}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows that never change have no other name
            <Table.Tr key={at}>
              {columns.map((column) => (
                <Table.Td key={column.key}>{told(column, row[column.key])}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
