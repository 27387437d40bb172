/** A list of things with names: a row for each, a column for each name. */
import { ScrollArea, Table } from "@mantine/core";
import { isObject } from "../diff/differences";
import { named } from "./names";
import { Value } from "./Value";

export function ValueTable({ rows }: { rows: readonly unknown[] }) {
  const records = rows.map((row) => (isObject(row) ? row : { value: row }));
  const names = [...new Set(records.flatMap(Object.keys))].filter((name) =>
    records.some((record) => record[name] !== "" && record[name] !== null && record[name] !== undefined),
  );
  return (
    <ScrollArea.Autosize type="auto" offsetScrollbars mah={480} viewportProps={{ tabIndex: 0 }}>
      <Table withTableBorder miw={names.length * 150} fz="sm" style={{ overflowWrap: "break-word" }}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name} scope="col">
                {named(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they are, and never reordered
            <Table.Tr key={at}>
              {names.map((name) => (
                <Table.Td key={name}>
                  <Value value={record[name]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
