/** Text, on one line or on as many as it needs. */
import { Textarea, TextInput } from "@mantine/core";
import { word } from "../model";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

const INPUTS: Readonly<Record<string, "email" | "url">> = { email: "email", uri: "url" };

export function TextControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const change = (text: string) => (text === "" ? field.clear() : field.set(text));
  const shared = {
    ...frame,
    id: field.id,
    value: typeof field.value === "string" ? field.value : "",
    readOnly: field.readOnly,
  };
  if (field.node.kind === "long-text") {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={1}
        maxRows={12}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  const type = INPUTS[word(field.node, "format")] ?? "text";
  return <TextInput {...shared} inputMode={type} onChange={(event) => change(event.currentTarget.value)} />;
}
