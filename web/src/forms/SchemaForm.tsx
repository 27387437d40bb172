/** A form that a JSON Schema makes. It shows and checks; what is done with the value is the page's. */
import { Alert, List, Stack, Text } from "@mantine/core";
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema } from "@rjsf/utils";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { check, type Finding } from "./check";
import { drawForm } from "./draw";
import { GroupField } from "./fields/GroupField";
import { Leaf } from "./fields/Leaf";
import { ListField } from "./fields/ListField";
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  FieldTemplate,
  ObjectFieldTemplate,
} from "./fields/templates";
import { splitByPlace } from "./places";
import { isSame } from "./pointers";
import { readForm } from "./read";
import { Summary } from "./Summary";
import { ScopeProvider } from "./scope";
import { useStanding } from "./standing";
import { tidy } from "./tidy";
import type { SchemaFormProps } from "./types";
import { validator } from "./validator";

const FIELDS = { Leaf, Group: GroupField, List: ListField };
const TEMPLATES = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate };
/** The library fills in nothing; see `defaults`. */
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
  const server = useStanding(serverErrors, value);
  const { placed, elsewhere } = splitByPlace(form, server, value, context);
  useTelling(found, value, onChange);
  const shown = new Map(
    [...found.filter((one) => !one.missing || touched.has(one.pointer)), ...placed].map(
      ({ pointer, detail }) => [pointer, detail],
    ),
  );
  const change = (next: unknown) => {
    const tidied = tidy(form.root, next, value);
    const errors = withHeld(check(form, tidied, context), held).map(({ pointer, detail }) => ({
      pointer,
      detail,
    }));
    onChange(tidied, { valid: errors.length === 0, errors });
  };
  return (
    <ScopeProvider value={{ form, prefix, value, compareWith, readOnly, context, shown, hold, touch }}>
      <Stack gap="sm">
        <Notes lines={form.notes} />
        <Elsewhere errors={elsewhere} />
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

function useHeld(): [ReadonlyMap<string, string>, (pointer: string, detail: string | null) => void] {
  const [held, setHeld] = useState<ReadonlyMap<string, string>>(new Map());
  const hold = useCallback((pointer: string, detail: string | null) => {
    setHeld((before) => {
      if ((before.get(pointer) ?? null) === detail) return before;
      const next = new Map(before);
      if (detail === null) next.delete(pointer);
      else next.set(pointer, detail);
      return next;
    });
  }, []);
  return [held, hold];
}

function useTouched(): [ReadonlySet<string>, (pointer: string) => void] {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const touch = useCallback((pointer: string) => {
    setTouched((before) => (before.has(pointer) ? before : new Set([...before, pointer])));
  }, []);
  return [touched, touch];
}

function withHeld(found: Finding[], held: ReadonlyMap<string, string>): Finding[] {
  const still = found.filter((one) => !held.has(one.pointer));
  return [...still, ...[...held].map(([pointer, detail]) => ({ pointer, detail, missing: false }))];
}

/** Tells the page of a state that no change has told it of: the first one, and another schema's. */
function useTelling(found: readonly Finding[], value: unknown, onChange: SchemaFormProps["onChange"]): void {
  const told = useRef<unknown>(undefined);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    const errors = found.map(({ pointer, detail }) => ({ pointer, detail }));
    if (isSame(told.current, errors)) return;
    told.current = errors;
    tell.current(value, { valid: errors.length === 0, errors });
  }, [found, value]);
}

function Notes({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Alert color="yellow.9" variant="outline" title="This form cannot show everything as fields">
      <List size="xs">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Elsewhere({ errors }: { errors: readonly { pointer: string; detail: string }[] }) {
  if (errors.length === 0) return null;
  return (
    <Alert color="red" variant="outline" title="This was not accepted" role="alert">
      {errors.map(({ pointer, detail }) => (
        <Text size="sm" key={`${pointer} ${detail}`}>
          {pointer && `${pointer} `}
          {detail}
        </Text>
      ))}
    </Alert>
  );
}
