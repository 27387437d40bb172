/** What one agent has drafted, in its groups: filtered, paged, followed while it moves, and answered several at once. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import { draftsQuery, goalTitlesQuery } from "./answers";
import { BatchBar } from "./BatchBar";
import { DraftFilters } from "./DraftFilters";
import { DraftGroup, SingleDrafts } from "./DraftGroup";
import { blocksOf } from "./grouping";
import { useLive } from "./looking";
import { nextLook } from "./motion";
import { NoDrafts } from "./NoDrafts";
import { useSelection } from "./selection";
import { useFilter } from "./useFilter";
import { useRowKeys } from "./useRowKeys";

export default function DraftsPanel({ agentId }: { agentId: string }) {
  const [filter, change] = useFilter();
  const goals = useQuery(goalTitlesQuery(agentId)).data;
  const query = useInfiniteQuery({
    ...draftsQuery(agentId, filter),
    refetchInterval: ({ state: { data } }) =>
      nextLook(data?.pages.flatMap((page) => page.items) ?? [], Date.now()),
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const selection = useSelection(items);
  const heading = useRef<HTMLHeadingElement>(null);
  useLive();
  useRowKeys();
  const shared = { selection, goalOf: (one: { goal_id: string }) => goals?.get(one.goal_id) };
  return (
    <Stack gap="md">
      <Title order={2} ref={heading} tabIndex={-1}>
        Drafts
      </Title>
      <DraftFilters filter={filter} goals={goals ?? NO_GOALS} onChange={change} />
      {query.error && <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && !query.error && <Skeletons />}
      {query.data && items.length === 0 && !query.hasNextPage && (
        <NoDrafts agentId={agentId} filter={filter} />
      )}
      {blocksOf(items).map(({ groupId, items: some }) =>
        groupId ? (
          <DraftGroup key={groupId} groupId={groupId} items={some} {...shared} />
        ) : (
          <SingleDrafts key={some[0]?.deliverable_id} items={some} {...shared} />
        ),
      )}
      {query.data && <More query={query} shown={items.length} />}
      <BatchBar selection={selection} onDone={() => heading.current?.focus()} />
    </Stack>
  );
}

const NO_GOALS: ReadonlyMap<string, string> = new Map();

interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  shown: number;
}

/** Where a filter fits little, a page may be short or empty, and older drafts may still fit. */
function More({ query, shown }: MoreProps) {
  const count = useRef<HTMLParagraphElement>(null);
  const more = () => void query.fetchNextPage().then(() => count.current?.focus());
  if (shown === 0 && !query.hasNextPage) return null;
  const drafts = shown === 1 ? "1 draft" : `${shown} drafts`;
  return (
    <Group gap="sm">
      <Text ref={count} tabIndex={-1} size="sm" c="dimmed" role="status">
        {drafts} shown. {query.hasNextPage ? "There may be more." : "That is all."}
      </Text>
      {query.hasNextPage && (
        <Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={more}>
          Show more
        </Button>
      )}
    </Group>
  );
}
