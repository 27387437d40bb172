/** A schema and its sample, and beside them the form that they make, changing with each letter. */
import { SimpleGrid, Stack } from "@mantine/core";
import { isRecord, pathOf, valueAt } from "../../../forms/pointers";
import { errorsUnder } from "../../../forms/state";
import { Preview } from "../Preview";
import { JsonPart } from "./JsonPart";
import { type Target, targetIn } from "./useTarget";
import type { Working } from "./useWorking";

interface Props {
  working: Working;
  target: Target | undefined;
  schema: { pointer: string; label: string };
  sample: { pointer: string; label: string };
  preview: string;
  config?: unknown;
}

export function SchemaPart({ working, target, schema, sample, preview, config }: Props) {
  const { doc, faults, problems, put, fault } = working;
  const part = (pointer: string) => ({
    value: valueAt(doc, pathOf(pointer)),
    fault: faults.get(pointer),
    problems: errorsUnder(problems, pointer),
    target: targetIn(target, pointer),
    onChange: (value: unknown) => put(pointer, value),
    onFault: (said: Parameters<typeof fault>[1]) => fault(pointer, said),
  });
  const form = valueAt(doc, pathOf(schema.pointer));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Stack gap="sm" miw={0}>
        <JsonPart label={schema.label} rows={26} {...part(schema.pointer)} />
        <JsonPart label={sample.label} rows={12} {...part(sample.pointer)} />
      </Stack>
      {isRecord(form) && (
        <Preview
          title={preview}
          order={2}
          schema={form}
          sample={valueAt(doc, pathOf(sample.pointer))}
          config={config}
          onUse={(value) => put(sample.pointer, value)}
        />
      )}
    </SimpleGrid>
  );
}
