/** A number that stays one: what cannot be read or kept exactly is said, never rounded. */
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { isExact } from "../json";
import { useScope } from "../scope";
import { wordsFor } from "../words";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

export function NumberControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const { value, node, hold } = field;
  const [text, setText] = useState(written(value));
  const [known, setKnown] = useState(value);
  if (!Object.is(known, value)) {
    setKnown(value);
    if (readNumber(text) !== value) setText(written(value));
  }
  const change = (next: string) => {
    setText(next);
    const trimmed = next.trim();
    const wrong = trimmed === "" ? null : wrongNumber(trimmed, wordsFor("type", node, next));
    hold(wrong);
    if (wrong) return;
    if (trimmed === "") field.clear();
    else field.set(Number(trimmed));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a field held ends with the field
  useEffect(() => () => hold(null), [field.pointer]);
  return (
    <TextInput
      {...frame}
      id={field.id}
      value={text}
      readOnly={field.readOnly}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function written(value: unknown): string {
  return typeof value === "number" ? String(value) : "";
}

function readNumber(text: string): number | undefined {
  return NUMBER.test(text.trim()) ? Number(text) : undefined;
}

function wrongNumber(text: string, otherwise: string): string | null {
  if (!NUMBER.test(text)) return `${otherwise}, such as 12 or 0.5`;
  return isExact(text) ? null : "Has more digits than can be kept exactly";
}
