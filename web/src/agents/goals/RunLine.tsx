/** One run in a line or two: how it went, what it made, what was refused and by which rule. */
import { Badge, Code, Group, List, Loader, Stack, Text } from "@mantine/core";
import { Told } from "../../ui/Told";
import { When } from "../../ui/When";
import type { GoalRun } from "../queries";
import { countWords, isOpen, RUN_STATUS, refusalsOf, TRIGGERS } from "./runs";

export function RunLine({ run }: { run: GoalRun }) {
  const counts = countWords(run);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        {isOpen(run) && <Loader size={14} aria-hidden />}
        <Badge variant="default" tt="none">
          {RUN_STATUS[run.status]}
        </Badge>
        <Text size="sm">
          <When at={run.created_at} />, {TRIGGERS[run.trigger]}
          {run.slot && ` (due ${run.slot.replace("T", " ")})`}
          {counts && `: ${counts}`}
        </Text>
      </Group>
      {(run.rule || run.detail) && (
        <Text size="sm">
          <Told>{run.detail}</Told>
          {run.rule && (
            <>
              {" "}
              Rule <Code>{run.rule}</Code>
            </>
          )}
        </Text>
      )}
      <Refused run={run} />
    </Stack>
  );
}

function Refused({ run }: { run: GoalRun }) {
  const refusals = refusalsOf(run);
  if (refusals.length === 0) return null;
  return (
    <List size="sm">
      {refusals.map(({ title, platform, problems }) => (
        <List.Item key={`${title} ${platform}`}>
          {[title, platform].filter(Boolean).join(", ")}
          {problems.map(({ rule, detail }) => (
            <Text size="sm" key={`${rule} ${detail}`}>
              {detail} {rule && <Code>{rule}</Code>}
            </Text>
          ))}
        </List.Item>
      ))}
    </List>
  );
}
