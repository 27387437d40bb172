/** Lists of the operators' side: a page at a time, each page says where the next one begins. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";

export interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
}

/** `key` holds every filter, so that another filter is another list. */
export function pages<T>(key: readonly unknown[], fetchPage: (cursor?: string) => Promise<PageOf<T>>) {
  return infiniteQueryOptions({
    queryKey: ["operators", ...key],
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
