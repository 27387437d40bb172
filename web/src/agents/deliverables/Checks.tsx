/** What was checked when it was drafted: each check with its answer, in words and not by colour alone. */
import { List, Text, ThemeIcon } from "@mantine/core";
import { named } from "../../ui/values/names";
import type { Check } from "./body";

interface Props {
  checks: readonly Check[];
  /** The text was changed since. */
  isOld: boolean;
}

export function Checks({ checks, isOld }: Props) {
  if (checks.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {isOld ? "Checked as it was drafted; what was changed since is checked anew" : "Checked"}
      </Text>
      <List size="sm" spacing={4} listStyleType="none" m={0} p={0}>
        {checks.map((check) => (
          <List.Item key={check.name} icon={<Sign holds={check.holds} />}>
            <strong>{named(check.name)}</strong>
            {check.words && `: ${check.words}`}
            {check.holds === false && " (does not hold)"}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Sign({ holds }: { holds: boolean | undefined }) {
  const isWrong = holds === false;
  return (
    <ThemeIcon size={18} radius="xl" color={isWrong ? "red.9" : "go.9"} aria-hidden>
      {isWrong ? "×" : "✓"}
    </ThemeIcon>
  );
}
