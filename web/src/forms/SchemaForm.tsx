/**
 * A form that a JSON Schema makes. It shows and checks; what is done with the value is the page's. It fills in nothing
 * by itself: `useSchemaFormState(schema, initial, { filled: true })` begins with the schema's defaults.
 */
import { Stack } from "@mantine/core";
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema } from "@rjsf/utils";
import { useId, useMemo } from "react";
import { check } from "./check";
import { drawForm } from "./draw";
import { ErrorsElsewhere, SchemaNotes } from "./FormNotes";
import { GroupField } from "./fields/GroupField";
import { Leaf } from "./fields/Leaf";
import { ListField } from "./fields/ListField";
import { FieldTemplate, ObjectFieldTemplate } from "./fields/layout";
import { ArrayFieldItemTemplate, ArrayFieldTemplate } from "./fields/listing";
import { useHeld, useTouched, withHeld } from "./held";
import { splitByPlace } from "./places";
import { readForm } from "./read";
import { Summary } from "./Summary";
import { ScopeProvider } from "./scope";
import { useStanding } from "./standing";
import { stateOf, useTelling } from "./telling";
import { tidy } from "./tidy";
import type { SchemaFormProps } from "./types";
import { validator } from "./validator";

const FIELDS = { Leaf, Group: GroupField, List: ListField };
const TEMPLATES = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate };
const NOTHING_BY_ITSELF = {
  constAsDefaults: "never",
  emptyObjectFields: "skipDefaults",
  arrayMinItems: { populate: "never" },
  requiredBooleanDefault: "skip",
} as const;
const NO_CONTEXT = {};

export default function SchemaForm(props: SchemaFormProps) {
  const {
    schema,
    value,
    onChange,
    serverErrors,
    readOnly = false,
    context = NO_CONTEXT,
    compareWith,
  } = props;
  const own = useId();
  const prefix = props.idPrefix ?? own;
  const form = useMemo(() => readForm(schema), [schema]);
  const drawing = useMemo(() => drawForm(form.root), [form]);
  const [held, hold] = useHeld();
  const [touched, touch] = useTouched();
  const found = useMemo(() => withHeld(check(form, value, context), held), [form, value, context, held]);
  const { placed, elsewhere } = splitByPlace(form, useStanding(serverErrors, value), value, context);
  const tell = useTelling(found, value, onChange);
  const change = (next: unknown) => {
    const tidied = tidy(form.root, next, value);
    tell(tidied, stateOf(withHeld(check(form, tidied, context), held)));
  };
  const visible = found.filter((one) => !one.missing || touched.has(one.pointer));
  const shown = new Map([...visible, ...placed].map(({ pointer, detail }) => [pointer, detail]));
  return (
    <ScopeProvider value={{ form, prefix, value, compareWith, readOnly, context, shown, held, hold, touch }}>
      <Stack gap="sm">
        <SchemaNotes lines={form.notes} />
        <ErrorsElsewhere errors={elsewhere} />
        <Form<unknown, RJSFSchema>
          schema={drawing.schema}
          uiSchema={drawing.uiSchema}
          formData={value}
          validator={validator}
          onChange={({ formData }) => change(formData)}
          fields={FIELDS}
          templates={TEMPLATES}
          experimental_defaultFormStateBehavior={NOTHING_BY_ITSELF}
          tagName="div"
          showErrorList={false}
          noValidate
        />
        {!readOnly && <Summary form={form} prefix={prefix} findings={found} />}
      </Stack>
    </ScopeProvider>
  );
}
