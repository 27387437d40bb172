/** A moment: date and time as they are written, with the offset that stands there; UTC where none does. */
import { Text, TextInput } from "@mantine/core";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

const MOMENT = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

export function DateTimeControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const text = typeof field.value === "string" ? field.value : "";
  const [, day, minute, seconds = ":00", offset = "Z"] = MOMENT.exec(text) ?? [];
  const isRead = text === "" || day !== undefined;
  const change = (local: string) => {
    if (local === "") field.clear();
    else field.set(isRead ? `${local.slice(0, 16)}${seconds}${offset}` : local);
  };
  return (
    <TextInput
      {...frame}
      id={field.id}
      type={isRead ? "datetime-local" : "text"}
      value={isRead && day ? `${day}T${minute}` : text}
      readOnly={field.readOnly}
      onChange={(event) => change(event.currentTarget.value)}
      rightSectionWidth={56}
      rightSection={
        isRead ? <Text size="xs">{offset.toUpperCase() === "Z" ? "UTC" : offset}</Text> : undefined
      }
    />
  );
}
