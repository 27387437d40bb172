/** What keeps the draft from being published; each is a way to its place. */
import { Anchor, Code, List, Text } from "@mantine/core";
import type { FieldError } from "../../../api/problem";
import { Note } from "../../../ui/Note";

interface Props {
  problems: readonly FieldError[];
  /** They kept it from being saved at all. */
  refused: boolean;
  /** Whether anything was changed since the guardrails looked. */
  dirty: boolean;
  onGo: (pointer: string) => void;
}

export function ProblemList({ problems, refused, dirty, onGo }: Props) {
  if (problems.length === 0) return null;
  const count = problems.length === 1 ? "One problem keeps" : `${problems.length} problems keep`;
  return (
    <Note title={`${count} this from being ${refused ? "saved" : "published"}`}>
      {dirty && !refused && <Text size="sm">Of the last save. Save to have it looked at again.</Text>}
      <List size="sm">
        {problems.map(({ pointer, detail }) => (
          <List.Item key={`${pointer} ${detail}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              ta="left"
              onClick={() => onGo(pointer)}
            >
              <Code>{pointer || "/"}</Code>
            </Anchor>{" "}
            {detail}
          </List.Item>
        ))}
      </List>
    </Note>
  );
}
