/** The form that a schema makes, as customers will see it, filled in with the sample. */
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { zonesQuery } from "../../agents/queries";
import { isSame } from "../../forms/pointers";
import SchemaForm from "../../forms/SchemaForm";
import type { JsonSchema } from "../../forms/types";

interface Props {
  title: string;
  schema: JsonSchema;
  sample: unknown;
  /** The agent's sample configuration, for a goal's settings. */
  config?: unknown;
  /** Of its heading. */
  order?: 2 | 3;
  readOnly?: boolean;
  /** Makes what was filled in the sample. */
  onUse?: (sample: unknown) => void;
}

export function Preview({ title, schema, sample, config, order = 3, readOnly, onUse }: Props) {
  const zones = useQuery(zonesQuery).data?.items;
  const [value, setValue] = useState(sample);
  const [begun, setBegun] = useState(sample);
  if (!isSame(begun, sample)) {
    setBegun(sample);
    setValue(sample);
  }
  const form = useMemo(() => JSON.stringify(schema), [schema]);
  return (
    <Paper withBorder p="sm" component="section" aria-label={title} h="fit-content" miw={0}>
      <Stack gap="sm">
        <Title order={order}>{title}</Title>
        {!readOnly && (
          <Text size="xs" c="dimmed">
            As customers will see it, with the sample filled in. Try it: nothing of it is kept.
          </Text>
        )}
        <SchemaForm
          key={form}
          schema={schema}
          value={value}
          onChange={setValue}
          readOnly={readOnly}
          context={{ zones, config }}
        />
        {onUse && !isSame(value, sample) && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => onUse(value)}>
              Make this the sample
            </Button>
            <Button size="xs" variant="default" onClick={() => setValue(sample)}>
              Back to the sample
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
