/** One part of a definition as JSON text, with the place of a fault, and the guardrails' problems in it. */
import { Anchor, Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { FieldError } from "../../../api/problem";
import { faultText, placeIn, readJson } from "../../../forms/json";
import { isSame } from "../../../forms/pointers";
import type { Target } from "./useTarget";
import type { Fault } from "./working";

interface Props {
  label: string;
  hint?: string;
  value: unknown;
  fault: Fault | undefined;
  /** By pointers into the part. */
  problems: readonly FieldError[];
  /** Where to move to, by a pointer into the part. */
  target?: Target;
  rows?: number;
  onChange: (value: unknown) => void;
  onFault: (fault: Fault | null) => void;
}

export function JsonPart({
  label,
  hint,
  value,
  fault,
  problems,
  target,
  rows = 14,
  onChange,
  onFault,
}: Props) {
  const [text, setText] = useState(() => fault?.text ?? written(value));
  const [known, setKnown] = useState(value);
  const area = useRef<HTMLTextAreaElement>(null);
  if (!isSame(known, value)) {
    setKnown(value);
    const reading = readJson(text);
    if (!("value" in reading) || !isSame(reading.value, value)) setText(written(value));
  }
  const change = (next: string) => {
    setText(next);
    const reading = readJson(next);
    onFault("fault" in reading ? { detail: faultText(reading.fault), text: next } : null);
    if ("value" in reading) {
      setKnown(reading.value);
      onChange(reading.value);
    }
  };
  const go = (pointer: string) => area.current && select(area.current, pointer);
  useEffect(() => {
    if (target && area.current) select(area.current, target.pointer);
  }, [target]);
  return (
    <Stack gap={4}>
      <Textarea
        ref={area}
        label={label}
        description={hint}
        value={text}
        error={fault?.detail}
        onChange={(event) => change(event.currentTarget.value)}
        rows={rows}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        styles={{
          input: {
            fontFamily: "var(--mantine-font-family-monospace)",
            fontSize: "0.8125rem",
            resize: "vertical",
          },
        }}
      />
      <Group justify="flex-end">
        <Button
          size="compact-xs"
          variant="default"
          disabled={fault !== undefined || text === written(value)}
          onClick={() => setText(written(value))}
          aria-label={`Format ${label}`}
        >
          Format
        </Button>
      </Group>
      <ProblemLines problems={problems} onGo={go} />
    </Stack>
  );
}

function ProblemLines({
  problems,
  onGo,
}: {
  problems: readonly FieldError[];
  onGo: (pointer: string) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <List size="sm" c="var(--mantine-color-error)">
      {problems.map(({ pointer, detail }) => (
        <List.Item key={`${pointer} ${detail}`}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            c="inherit"
            underline="always"
            ta="left"
            onClick={() => onGo(pointer)}
          >
            {pointer || "The whole"}
          </Anchor>{" "}
          <Text span inherit>
            {detail}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}

/** Lines do not wrap, so that a line's height is the text's by their number. */
function select(area: HTMLTextAreaElement, pointer: string): void {
  const place = placeIn(area.value, pointer);
  area.focus();
  if (!place) return;
  area.setSelectionRange(place.from, place.to);
  const lines = area.value.split("\n").length;
  const line = area.value.slice(0, place.from).split("\n").length - 1;
  area.scrollTop = Math.max(0, (area.scrollHeight / lines) * (line - 2));
  area.scrollIntoView({ block: "nearest" });
}
