/** Edit, pause and delete a goal. */
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "../../ui/AskDialog";
import { ProblemNote } from "../../ui/ProblemNote";
import { useAct } from "../act";
import type { Goal } from "../queries";
import { GoalDialog } from "./GoalDialog";
import type { Template } from "./GoalsPanel";
import { bodyOf, deleteGoal, goalsChanged, putGoal } from "./goals";

export function GoalDeeds({ goal, template }: { goal: Goal; template: Template | undefined }) {
  const [opened, setOpened] = useState<"edit" | "delete" | null>(null);
  const close = () => setOpened(null);
  const isPaused = goal.status === "paused";
  const pausing = useAct((_: null) => {
    const body = { ...bodyOf(goal), status: isPaused ? ("active" as const) : ("paused" as const) };
    return putGoal(goal.agent_id, goal.goal_id, body, goal.revision);
  }, goalsChanged);
  return (
    <>
      {template && (
        <Button
          size="xs"
          variant="default"
          onClick={() => setOpened("edit")}
          aria-label={`Edit ${goal.title}`}
        >
          Edit
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        onClick={() => pausing.run(null)}
        loading={pausing.busy}
        aria-label={`${isPaused ? "Resume" : "Pause"} ${goal.title}`}
      >
        {isPaused ? "Resume" : "Pause"}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => setOpened("delete")}
        aria-label={`Delete ${goal.title}`}
      >
        Delete
      </Button>
      {pausing.problem && <ProblemNote problem={pausing.problem} />}
      {opened === "edit" && template && <GoalDialog template={template} goal={goal} onClose={close} />}
      {opened === "delete" && <DeleteDialog goal={goal} onClose={close} />}
    </>
  );
}

function DeleteDialog({ goal, onClose }: { goal: Goal; onClose: () => void }) {
  const deleting = useAct(
    (_: null) => deleteGoal(goal),
    async () => {
      onClose();
      await goalsChanged();
    },
  );
  return (
    <AskDialog
      opened
      onClose={onClose}
      title={`Delete “${goal.title}”?`}
      action="Delete it"
      grave
      onAct={() => deleting.run(null)}
      busy={deleting.busy}
      problem={deleting.problem}
    >
      <Text size="sm">It runs no more. What its runs have drafted stays, and so do your approvals.</Text>
    </AskDialog>
  );
}
