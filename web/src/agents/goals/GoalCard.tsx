/** One goal: when it runs, how its last run went, and what can be done about it. */
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { AnchorLink } from "../../ui/AnchorLink";
import { ProblemNote } from "../../ui/ProblemNote";
import { When } from "../../ui/When";
import type { Goal, GoalRun } from "../queries";
import { GoalDeeds } from "./GoalDeeds";
import type { Template } from "./GoalsPanel";
import { RunLine } from "./RunLine";
import { Runs } from "./Runs";
import { scheduleWords } from "./schedule";
import { useRunNow } from "./useRunNow";

interface Props {
  goal: Goal;
  /** Absent if its type's version no longer has it. */
  template: Template | undefined;
  latest: GoalRun | undefined;
  mayChange: boolean;
}

export function GoalCard({ goal, template, latest, mayChange }: Props) {
  const [shown, { toggle }] = useDisclosure(false);
  const running = useRunNow(goal, latest);
  return (
    <Paper withBorder p="md" role="group" aria-label={goal.title}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={3}>{goal.title}</Title>
            {goal.status === "paused" && (
              <Badge variant="default" tt="none">
                Paused
              </Badge>
            )}
          </Group>
          {mayChange && (
            <Button
              size="xs"
              onClick={running.act.run}
              loading={running.act.busy}
              disabled={running.isAtWork || goal.status === "paused"}
            >
              {running.isAtWork ? "At work" : "Run now"}
            </Button>
          )}
        </Group>
        <Text size="sm">
          {scheduleWords(goal)}
          {template && template.title !== goal.title && ` · ${template.title}`}
        </Text>
        {goal.next_at && (
          <Text size="sm" c="dimmed">
            Next run <When at={goal.next_at} />
          </Text>
        )}
        {running.act.problem && <ProblemNote problem={running.act.problem} />}
        <div role="status">{latest && !shown && <RunLine run={latest} />}</div>
        <Group gap="xs">
          {mayChange && <GoalDeeds goal={goal} template={template} />}
          <Button size="xs" variant="default" onClick={toggle} aria-expanded={shown}>
            {shown ? "Hide the runs" : "All runs"}
          </Button>
          <AnchorLink to="/agents/drafts" search={{ agent: goal.agent_id, goal: goal.goal_id }}>
            Its drafts
          </AnchorLink>
        </Group>
        {shown && <Runs goal={goal} />}
      </Stack>
    </Paper>
  );
}
