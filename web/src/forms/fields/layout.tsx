/** How the form library lays out a field and the fields of a group. */
import { Box, Stack, Text } from "@mantine/core";
import type { FieldTemplateProps, ObjectFieldTemplateProps } from "@rjsf/utils";
import { Fragment, useEffect, useState } from "react";
import { isShown } from "../configured";
import { useField } from "../field";
import { focusField } from "../focus";
import { pointerOf, valueAt } from "../pointers";
import { idOf, useScope } from "../scope";
import { ChangeMark } from "./ChangeMark";
import { useConfigured } from "./useConfigured";

export function FieldTemplate({ children, fieldPathId, formData, onChange }: FieldTemplateProps<unknown>) {
  const { path } = fieldPathId;
  const id = idOf(useScope().prefix, pointerOf(path));
  const [round, setRound] = useState(0);
  // A field that is taken back begins anew, so that nothing of what was typed stays behind.
  const reset = (before: unknown) => {
    onChange(before, path);
    setRound(round + 1);
  };
  useEffect(() => {
    if (round > 0) focusField(id);
  }, [round, id]);
  return (
    <Box miw={0}>
      <Fragment key={round}>{children}</Fragment>
      <ChangeMark path={path} value={formData} onReset={reset} />
    </Box>
  );
}

export function ObjectFieldTemplate({
  properties,
  fieldPathId,
  formData,
}: ObjectFieldTemplateProps<unknown>) {
  const { node } = useField(fieldPathId.path, formData, () => undefined);
  const context = useConfigured();
  const shown = properties.filter(({ name }) => isShown(node, name, valueAt(formData, [name]), context));
  return (
    <Stack gap="sm">
      {shown.map(({ name, content }) => (
        <Box key={name}>{content}</Box>
      ))}
      {properties.length > 0 && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is asked for here yet.
        </Text>
      )}
    </Stack>
  );
}
