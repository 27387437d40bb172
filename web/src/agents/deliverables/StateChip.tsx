/** Where a draft stands, in a word; the colour only repeats it. */
import { Badge } from "@mantine/core";
import type { Deliverable } from "./answers";
import { stateOf } from "./states";

export function StateChip({ one }: { one: Pick<Deliverable, "status" | "problems" | "effect"> }) {
  const { label, color } = stateOf(one);
  return (
    <Badge variant="outline" color={color} c="var(--mantine-color-text)" tt="none" style={{ flexShrink: 0 }}>
      {label}
    </Badge>
  );
}
