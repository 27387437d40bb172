/** Names with values that no schema lists, as rows; a value that is no text is written as JSON. */
import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { isRecord, isSame } from "../pointers";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { FieldName, GROUP, hintOf } from "./frame";
import { faultOfRows, newRow, type Row, rowsOf, valueOfRows } from "./rows";

export function MapControl({ field }: ControlProps) {
  const { context } = useScope();
  const { value, hold, readOnly, id } = field;
  const isText = field.node.element?.kind === "text" || field.node.element?.kind === "long-text";
  const [rows, setRows] = useState(() => rowsOf(value));
  const [known, setKnown] = useState(value);
  const added = useRef("");
  if (!isSame(known, value)) {
    setKnown(value);
    if (faultOfRows(rows, isText) || !isSame(valueOfRows(rows, isText), value ?? {})) setRows(rowsOf(value));
  }
  const change = (next: Row[]) => {
    setRows(next);
    const fault = faultOfRows(next, isText);
    hold(fault);
    if (fault) return;
    if (next.length === 0 && !field.needed && !isRecord(value)) field.clear();
    else field.set(valueOfRows(next, isText));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a field held ends with the field
  useEffect(() => () => hold(null), [field.pointer]);
  useEffect(() => {
    if (added.current) document.getElementById(added.current)?.focus();
    added.current = "";
  });
  const add = () => {
    const row = newRow();
    added.current = `${id}-${row.id}`;
    change([...rows, row]);
  };
  const edit = (row: Row, part: Partial<Row>) =>
    change(rows.map((one) => (one.id === row.id ? { ...one, ...part } : one)));
  return (
    <Fieldset legend={<FieldName field={field} />} {...GROUP} id={id} onBlur={field.touch}>
      <Stack gap={6}>
        {hintOf(field, context) && (
          <Text size="xs" c="dimmed">
            {hintOf(field, context)}
          </Text>
        )}
        {rows.map((row, at) => (
          <Group key={row.id} gap={6} wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              miw={0}
              id={`${id}-${row.id}`}
              aria-label={`Name ${at + 1}`}
              placeholder="Name"
              value={row.name}
              readOnly={readOnly}
              onChange={(event) => edit(row, { name: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              flex={2}
              miw={0}
              aria-label={`Value of ${row.name || `name ${at + 1}`}`}
              placeholder="Value: text, or JSON"
              value={row.text}
              readOnly={readOnly}
              onChange={(event) => edit(row, { text: event.currentTarget.value })}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${row.name || `name ${at + 1}`}`}
                onClick={() => change(rows.filter((one) => one.id !== row.id))}
              >
                ×
              </ActionIcon>
            )}
          </Group>
        ))}
        {field.error && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {field.error}
          </Text>
        )}
        {!readOnly && (
          <Button size="compact-xs" variant="default" onClick={add} style={{ alignSelf: "flex-start" }}>
            Add a value
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
