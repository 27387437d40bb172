/** The history of a goal's runs, newest first. */
import { Button, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import type { Goal } from "../queries";
import { runsQuery } from "./goals";
import { RunLine } from "./RunLine";

export function Runs({ goal }: { goal: Goal }) {
  const query = useInfiniteQuery(runsQuery(goal.agent_id, goal.goal_id));
  if (query.error && !query.data)
    return <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeletons lines={2} />;
  const runs = query.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm" role="group" aria-label={`Runs of ${goal.title}`}>
      {runs.length === 0 && !query.hasNextPage && <Text size="sm">It has not run yet.</Text>}
      {runs.map((run) => (
        <RunLine key={run.goal_run_id} run={run} />
      ))}
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          onClick={() => void query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          Show more
        </Button>
      )}
    </Stack>
  );
}
