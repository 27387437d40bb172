/** A list of fields, under one name. */
import { Fieldset, Stack, Text } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { useField } from "../field";
import { useScope } from "../scope";
import { fits } from "./controls";
import { ErrorLine, FieldName, GROUP, hintOf } from "./frame";
import { OrNothing } from "./GroupField";
import { JsonControl } from "./JsonControl";

export function ListField(props: FieldProps<unknown>) {
  const { fieldPathId, formData, onChange, registry } = props;
  const { context } = useScope();
  const field = useField(fieldPathId.path, formData, (next) => onChange(next, fieldPathId.path));
  const { ArrayField } = registry.fields;
  if (!fits("list", formData)) return <JsonControl field={field} />;
  const hint = hintOf(field, context);
  const isNothing = field.node.nullable && (formData === null || formData === undefined);
  return (
    <Fieldset
      legend={<FieldName field={field} />}
      {...GROUP}
      id={field.id}
      aria-describedby={hint && `${field.id}-hint`}
    >
      <Stack gap={6}>
        {hint && (
          <Text size="xs" c="dimmed" id={`${field.id}-hint`}>
            {hint}
          </Text>
        )}
        {field.node.nullable && <OrNothing field={field} whenSet={[]} />}
        {!isNothing && ArrayField && (
          <ArrayField {...props} formData={Array.isArray(formData) ? formData : []} />
        )}
        <ErrorLine field={field} />
      </Stack>
    </Fieldset>
  );
}
