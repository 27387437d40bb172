/** A day, or a time of day. */
import { TextInput } from "@mantine/core";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

export function DateControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const value = typeof field.value === "string" ? field.value : "";
  return (
    <TextInput
      {...frame}
      id={field.id}
      type={inputType(field.node.kind, value)}
      value={value}
      readOnly={field.readOnly}
      onChange={({ currentTarget }) => (currentTarget.value ? field.set(currentTarget.value) : field.clear())}
    />
  );
}

/** The browser's own input shows nothing for a text that it cannot read: such a one stays text. */
function inputType(kind: string, value: string): "date" | "time" | "text" {
  if (kind === "date") return value === "" || /^\d{4}-\d\d-\d\d$/.test(value) ? "date" : "text";
  return value === "" || /^\d\d:\d\d$/.test(value) ? "time" : "text";
}
