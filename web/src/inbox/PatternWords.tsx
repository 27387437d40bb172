/** What a yes in advance covers, argument by argument, in plain words. */
import { Code, List } from "@mantine/core";
import { type Pattern, spokenMatcher } from "./pattern";

export function PatternWords({ pattern }: { pattern: Pattern }) {
  return (
    <List size="sm" listStyleType="disc" aria-label="What it covers">
      {Object.entries(pattern).map(([name, matcher]) => (
        <List.Item key={name}>
          <Code>{name}</Code> {spokenMatcher(matcher)}
        </List.Item>
      ))}
    </List>
  );
}
