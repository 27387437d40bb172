/** A value that no other field can show, as JSON: nothing of it is lost, and nothing is sent before it can be read. */
import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { faultText, readJson } from "../json";
import { isSame } from "../pointers";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

export function JsonControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const { value, hold } = field;
  const [text, setText] = useState(written(value));
  const [known, setKnown] = useState(value);
  if (!isSame(known, value)) {
    setKnown(value);
    const reading = readJson(text);
    if (!("value" in reading) || !isSame(reading.value, value)) setText(written(value));
  }
  const change = (next: string) => {
    setText(next);
    if (next.trim() === "") {
      hold(null);
      field.clear();
      return;
    }
    const reading = readJson(next);
    hold("fault" in reading ? `This is no JSON yet. ${faultText(reading.fault)}` : null);
    if ("value" in reading) field.set(reading.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a field held ends with the field
  useEffect(() => () => hold(null), [field.pointer]);
  return (
    <Textarea
      {...frame}
      id={field.id}
      value={text}
      readOnly={field.readOnly}
      onChange={(event) => change(event.currentTarget.value)}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

function written(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}
