/** The goals that a customer may choose: one at a time, with what its settings ask for. */
import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useRef } from "react";
import { Empty } from "../../../ui/Empty";
import { goalsOf, newGoal } from "../definition";
import { GoalEditor } from "./GoalEditor";
import type { Target } from "./useTarget";
import type { Working } from "./useWorking";

interface Props {
  working: Working;
  target: Target | undefined;
  chosen: number;
  onChoose: (goal: number) => void;
}

const PART = "/goal_templates";

export function GoalsPart({ working, target, chosen, onChoose }: Props) {
  const goals = goalsOf(working.doc);
  const choice = useRef<HTMLSelectElement>(null);
  const at = Math.min(chosen, goals.length - 1);
  const add = () => {
    const ids = goals.map((goal) => goal.goal_template_id);
    working.put(PART, [...goals, newGoal(ids)]);
    onChoose(goals.length);
    choice.current?.focus();
  };
  const remove = () => {
    working.withoutGoal(at);
    onChoose(Math.max(0, at - 1));
    choice.current?.focus();
  };
  const action = (
    <Button size="xs" variant="default" onClick={add}>
      Add a goal
    </Button>
  );
  if (goals.length === 0) {
    return (
      <Empty title="No goals yet" action={action}>
        A goal says what the agent drafts, and how often. Without one there is nothing to choose for
        customers.
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="xs">
        <NativeSelect
          ref={choice}
          label="Goal"
          value={String(at)}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
          data={goals.map((goal, number) => ({
            value: String(number),
            label: `${number + 1}. ${String(goal.title ?? goal.goal_template_id ?? "")}`,
          }))}
        />
        {action}
        <Button size="xs" variant="default" onClick={remove}>
          Remove this goal
        </Button>
      </Group>
      <GoalEditor key={`${at} of ${goals.length}`} working={working} target={target} at={at} />
    </Stack>
  );
}
