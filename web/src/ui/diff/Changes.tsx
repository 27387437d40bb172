/** What changed, place by place: the JSON pointer, and before and after; texts by word. */
import { Code, Stack, Text } from "@mantine/core";
import type { Change } from "./differences";
import { WordDiff } from "./WordDiff";
import type { Piece } from "./words";

const WORDS = { add: "added", remove: "removed", replace: "changed" } as const;

interface Props {
  changes: readonly Change[];
  /** What to call a place; its pointer where nothing better is known. */
  named?: (path: string) => string;
  none?: string;
}

export function Changes({ changes, named, none = "Nothing changed." }: Props) {
  if (!changes.length)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  return (
    <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {changes.map((change) => (
        <li key={change.path}>
          <Text size="xs" c="dimmed" component="div">
            {named ? named(change.path) : <Code>{change.path || "/"}</Code>} {WORDS[change.op]}
          </Text>
          <WordDiff pieces={piecesOf(change)} />
        </li>
      ))}
    </Stack>
  );
}

export function piecesOf(change: Change): Piece[] {
  if (change.words) return change.words;
  const pieces: Piece[] = [];
  if (change.op !== "add") pieces.push({ op: "delete", text: written(change.before) });
  if (change.op === "replace") pieces.push({ op: "equal", text: " " });
  if (change.op !== "remove") pieces.push({ op: "insert", text: written(change.after) });
  return pieces;
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
