/** What every control shows around itself: its name, what it is for, and what is wrong. */
import { Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { labelOf } from "../choices";
import { standIn } from "../configured";
import type { Field } from "../field";
import type { FormContext } from "../types";

/** For any input of Mantine's. An element of a list has its name for those who do not see where it stands. */
export function frameOf(field: Field, context: FormContext) {
  const isElement = /\/\d+$/.test(field.pointer) && field.name !== field.node.title;
  return {
    size: "xs" as const,
    label: isElement ? undefined : <FieldName field={field} />,
    ...(isElement && { "aria-label": field.name }),
    description: isElement ? undefined : hintOf(field, context),
    error: field.error,
    onBlur: field.touch,
  };
}

/** Of a group's frame; its name looks like that of a field. */
export const GROUP = {
  p: "xs",
  styles: { legend: { fontSize: "var(--mantine-font-size-xs)", fontWeight: 500 } },
};

export function FieldName({ field }: { field: Field }): ReactNode {
  return (
    <>
      {field.name || <VisuallyHidden>The value</VisuallyHidden>}
      {field.needed && (
        <>
          {" "}
          <Text span size="xs" c="dimmed" fw={400}>
            (required)
          </Text>
        </>
      )}
    </>
  );
}

export function hintOf(field: Field, context: FormContext): string | undefined {
  const instead = standIn(field.node, context);
  const parts = [
    field.node.description,
    instead && field.value === undefined ? `If left empty: ${shortly(instead.value)}, as configured.` : "",
  ];
  return parts.filter(Boolean).join(" ") || undefined;
}

/** A value in a few words. */
export function shortly(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (Array.isArray(value)) return value.length > 0 ? value.map(shortly).join(", ") : "an empty list";
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : labelOf(value);
}

/** Of a group or a list, which have no input to hang it on. */
export function ErrorLine({ field }: { field: Field }): ReactNode {
  if (!field.error) return null;
  return (
    <Text size="xs" c="var(--mantine-color-error)">
      {field.error}
    </Text>
  );
}
