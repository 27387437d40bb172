/** Says that a field differs from what it is compared with, and brings that back. */
import { Anchor, Group, Text } from "@mantine/core";
import { useChange } from "../field";
import { nodeAlong } from "../model";
import { isRecord, type Path, pointerOf } from "../pointers";
import { useScope } from "../scope";
import { shortly } from "./frame";

interface Props {
  path: Path;
  value: unknown;
  onReset: (before: unknown) => void;
}

export function ChangeMark({ path, value, onReset }: Props) {
  const { form, readOnly, held } = useScope();
  const change = useChange(path, value, held.has(pointerOf(path)));
  const { node } = nodeAlong(form.root, path);
  if (!change || isSaidInside(change.before, value)) return null;
  return (
    <Group gap="xs" mt={2}>
      <Text size="xs" fw={600}>
        Changed
      </Text>
      <Text size="xs" c="dimmed" lineClamp={2}>
        was {shortly(change.before)}
      </Text>
      {!readOnly && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          mih={24} // WCAG 2.2, 2.5.8
          onClick={() => onReset(change.before)}
          aria-label={`Reset ${node.title}`}
        >
          Reset
        </Anchor>
      )}
    </Group>
  );

  /** Groups, and lists of the same length: their parts have marks of their own. */
  function isSaidInside(before: unknown, after: unknown): boolean {
    if (node.kind === "list") {
      return Array.isArray(before) && Array.isArray(after) && before.length === after.length;
    }
    return node.kind === "group" && isRecord(before) && isRecord(after);
  }
}
