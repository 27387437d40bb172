/** Goal Setting: the goals of this agent, and those that its type offers. */
import { Stack, Text, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import { Empty } from "../../ui/Empty";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import { useHub } from "../hub/context";
import { goalsReason } from "../hub/standing";
import { type AgentType, type Goal, typeQuery } from "../queries";
import { GoalCard } from "./GoalCard";
import { GoalDialog } from "./GoalDialog";
import { goalsQuery } from "./goals";
import { Templates } from "./Templates";
import { useWatchedRuns } from "./useWatchedRuns";

export type Template = AgentType["goal_templates"][number];

export default function GoalsPanel() {
  const { selected } = useHub();
  const [type, goals] = useQueries({
    queries: [typeQuery(selected.agent_type_id, selected.type_version), goalsQuery(selected.agent_id)],
  });
  const failed = [type, goals].find((one) => one.error && one.data === undefined);
  if (failed?.error)
    return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!type.data || !goals.data) return <Skeletons lines={6} />;
  return <Goals key={selected.agent_id} templates={type.data.goal_templates} goals={goals.data.items} />;
}

function Goals({ templates, goals }: { templates: readonly Template[]; goals: readonly Goal[] }) {
  const { selected } = useHub();
  const latest = useWatchedRuns(selected.agent_id);
  const [added, setAdded] = useState<Template>();
  const reason = goalsReason(selected);
  return (
    <Stack gap="lg">
      <Stack gap="sm" component="section" aria-label="Goals">
        <Title order={2}>Goals</Title>
        {goals.length === 0 && !reason && (
          <Text size="sm">
            No goal yet. Choose one below: its runs draft, you review, and only what you approve is carried
            out.
          </Text>
        )}
        {reason && <Empty title="No goal can be set now">{reason}</Empty>}
        {goals.map((goal) => (
          <GoalCard
            key={goal.goal_id}
            goal={goal}
            template={templates.find((one) => one.goal_template_id === goal.goal_template_id)}
            latest={latest.get(goal.goal_id)}
            mayChange={reason === ""}
          />
        ))}
      </Stack>
      <Templates templates={templates} disabled={reason !== ""} onAdd={setAdded} />
      {added && <GoalDialog template={added} onClose={() => setAdded(undefined)} />}
    </Stack>
  );
}
