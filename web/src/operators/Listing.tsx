/** A list that comes a page at a time, in all its states; the page above it says what it is. */
import { Button, Group, Stack, Text } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { asProblem } from "../api/problem";
import { ProblemNote } from "../ui/ProblemNote";
import { Skeletons } from "../ui/Skeletons";
import type { PageOf } from "./paging";
import { type Column, Rows } from "./Rows";

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;
  label: string;
  columns: readonly [Column<T>, ...Column<T>[]];
  idOf: (row: T) => string;
  empty: ReactNode;
  /** Where the API cannot filter: what of the loaded rows is shown. */
  fits?: (row: T) => boolean;
}

export function Listing<T>({ query, label, columns, idOf, empty, fits }: Props<T>) {
  if (query.data === undefined) {
    if (!query.error) return <Skeletons />;
    return <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  }
  const loaded = query.data.pages.flatMap((page) => page.items);
  const shown = fits ? loaded.filter(fits) : loaded;
  return (
    <Stack gap="sm" aria-busy={query.isPlaceholderData}>
      {query.error && <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />}
      {shown.length > 0 && <Rows label={label} columns={columns} rows={shown} idOf={idOf} />}
      {shown.length === 0 && !query.hasNextPage && empty}
      <More query={query} shown={shown.length} loaded={loaded.length} filtered={fits !== undefined} />
    </Stack>
  );
}

interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  shown: number;
  loaded: number;
  filtered: boolean;
}

function More({ query, shown, loaded, filtered }: MoreProps) {
  const count = useRef<HTMLParagraphElement>(null);
  const more = () => void query.fetchNextPage().then(() => count.current?.focus());
  const of = filtered ? `${shown} of the ${loaded} loaded so far` : `${shown} shown`;
  return (
    <Group gap="sm">
      <Text ref={count} tabIndex={-1} size="sm" c="dimmed" role="status">
        {query.hasNextPage ? `${of}. There may be more.` : `${of}. That is all.`}
      </Text>
      {query.hasNextPage && (
        <Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={more}>
          Show more
        </Button>
      )}
    </Group>
  );
}
