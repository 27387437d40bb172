/** Fields that belong together, under one name; and whatever else stands among them. */
import { Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { type Field, useField } from "../field";
import { isRecord } from "../pointers";
import { useScope } from "../scope";
import { fits } from "./controls";
import { ErrorLine, FieldName, GROUP, hintOf } from "./frame";
import { JsonControl } from "./JsonControl";
import { Others } from "./Others";

export function GroupField(props: FieldProps<unknown>) {
  const { fieldPathId, formData, onChange, registry } = props;
  const field = useField(fieldPathId.path, formData, (next) => onChange(next, fieldPathId.path));
  const { ObjectField } = registry.fields;
  if (!fits("group", formData)) return <JsonControl field={field} />;
  const isRoot = fieldPathId.path.length === 0;
  const members =
    field.node.nullable && (formData === null || formData === undefined) ? null : (
      <>
        {ObjectField && <ObjectField {...props} formData={isRecord(formData) ? formData : undefined} />}
        <Others field={field} />
      </>
    );
  return isRoot ? members : <Box field={field}>{members}</Box>;
}

function Box({ field, children }: { field: Field; children: React.ReactNode }) {
  const hint = hintOf(field, useScope().context);
  return (
    <Fieldset
      legend={<FieldName field={field} />}
      {...GROUP}
      id={field.id}
      aria-describedby={hint && `${field.id}-hint`}
    >
      <Stack gap="xs">
        {hint && (
          <Text size="xs" c="dimmed" id={`${field.id}-hint`}>
            {hint}
          </Text>
        )}
        {field.node.nullable && <OrNothing field={field} whenSet={{}} />}
        {children}
        <ErrorLine field={field} />
      </Stack>
    </Fieldset>
  );
}

/** Of what may be null: whether it is. */
export function OrNothing({ field, whenSet }: { field: Field; whenSet: unknown }) {
  const isSet = field.value !== null && field.value !== undefined;
  if (field.readOnly) return isSet ? null : <Text size="xs">Nothing</Text>;
  return (
    <Group gap="xs">
      {!isSet && <Text size="xs">Nothing</Text>}
      <Button size="compact-xs" variant="default" onClick={() => field.set(isSet ? null : whenSet)}>
        {isSet ? `No ${field.name.toLowerCase()}` : `Set ${field.name.toLowerCase()}`}
      </Button>
    </Group>
  );
}
