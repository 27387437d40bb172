/** What an agent is to do, in short. */
import { Text } from "@mantine/core";
import { type Column, Rows } from "../Rows";
import { Status } from "../Status";
import { plain } from "../words";
import type { AgentLine } from "./agents";

type Goal = AgentLine["goals"][number];

const COLUMNS: readonly [Column<Goal>, ...Column<Goal>[]] = [
  { label: "Goal", cell: (goal) => goal.title || plain(goal.goal_template_id) },
  { label: "Made from", cell: (goal) => plain(goal.goal_template_id) },
  { label: "How often", cell: (goal) => plain(goal.frequency) },
  { label: "Status", cell: (goal) => <Status status={goal.status} /> },
  { label: "Last run for", cell: (goal) => goal.last_slot || "Never" },
];

export function GoalRows({ goals }: { goals: Goal[] }) {
  if (goals.length === 0) return <Text size="sm">Its customer has set no goal yet.</Text>;
  return <Rows label="Goals" columns={COLUMNS} rows={goals} idOf={(goal) => goal.goal_id} />;
}
