/** My conversations, the newest first. */
import { Button, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import { When } from "../../ui/When";
import { threadsQuery } from "../queries";
import { ThreadLink } from "./ThreadLink";

interface Props {
  thread: string;
  mayTalk: boolean;
  onGone?: () => void;
}

export function ThreadList({ thread, mayTalk, onGone }: Props) {
  const query = useInfiniteQuery(threadsQuery);
  const threads = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="xs" component="nav" aria-label="Conversations">
      {mayTalk && (
        <Button component={Link} to="/chat" variant="default" size="xs" onClick={onGone}>
          New conversation
        </Button>
      )}
      {query.error && <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeletons />}
      {query.isSuccess && threads.length === 0 && (
        <Text size="sm" c="dimmed">
          No conversations yet.
        </Text>
      )}
      <div>
        {threads.map(({ thread_id, title, updated_at }) => (
          <ThreadLink
            key={thread_id}
            to="/chat/$threadId"
            params={{ threadId: thread_id }}
            label={
              <Text span inherit lineClamp={2}>
                {title || "Without a title"}
              </Text>
            }
            description={<When at={updated_at} />}
            active={thread_id === thread}
            onClick={onGone}
          />
        ))}
      </div>
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Stack>
  );
}
