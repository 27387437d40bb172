/** Says that a field differs from what it is compared with, and brings that back. */
import { Anchor, Group, Text } from "@mantine/core";
import { useChange } from "../field";
import { nodeAlong } from "../model";
import { type Path, pointerOf } from "../pointers";
import { idOf, useScope } from "../scope";
import { shortly } from "./frame";
import { focusField } from "./templates";

interface Props {
  path: Path;
  value: unknown;
  onReset: (before: unknown) => void;
}

export function ChangeMark({ path, value, onReset }: Props) {
  const { form, prefix, readOnly, hold } = useScope();
  const change = useChange(path, value);
  const { node } = nodeAlong(form.root, path);
  const isInside = (node.kind === "group" || node.kind === "list") && sameShape(change?.before, value);
  if (!change || isInside) return null;
  const reset = () => {
    hold(pointerOf(path), null);
    onReset(change.before);
    focusField(idOf(prefix, pointerOf(path)));
  };
  return (
    <Group gap="xs" mt={2}>
      <Text size="xs" c="var(--mantine-color-text)" fw={600}>
        Changed
      </Text>
      <Text size="xs" c="dimmed" lineClamp={2}>
        was {shortly(change.before)}
      </Text>
      {!readOnly && (
        <Anchor component="button" type="button" size="xs" onClick={reset} aria-label={`Reset ${node.title}`}>
          Reset
        </Anchor>
      )}
    </Group>
  );
}

/** The parts inside say it themselves. */
function sameShape(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length;
  return (
    typeof before === "object" &&
    typeof after === "object" &&
    before !== null &&
    after !== null &&
    !Array.isArray(before)
  );
}
