/** What ended, newest first: how, by whom, and when. */
import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { asProblem } from "../api/problem";
import { useMe } from "../session/me";
import { Empty } from "../ui/Empty";
import { ProblemNote } from "../ui/ProblemNote";
import { Skeletons } from "../ui/Skeletons";
import { When } from "../ui/When";
import styles from "./inbox.module.css";
import { endedQuery, namesOf } from "./queries";
import { Row } from "./Row";
import type { Status } from "./search";
import { decisionOf, STATUS_WORDS } from "./words";

export function EndedList({ status, agent }: { status: Exclude<Status, "pending">; agent: string }) {
  const { approvalId } = useParams({ strict: false });
  const me = useMe()?.user_id ?? "";
  const query = useInfiniteQuery(endedQuery(status, agent));
  if (!query.data)
    return query.error ? (
      <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <Skeletons />
    );
  const names = namesOf(query.data.pages);
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="xs">
      {items.length === 0 && !query.hasNextPage && (
        <Empty title="Nothing here yet">
          What you and others decide is kept here, with who decided and when.
        </Empty>
      )}
      <Stack gap={6} component="ul" m={0} p={0} className={styles.plain} aria-label={STATUS_WORDS[status]}>
        {items.map((approval) => (
          <li key={approval.approval_id}>
            <Row approval={approval} shown={approval.approval_id === approvalId}>
              {decisionOf(approval, names, me)}, <When at={approval.decided_at} />
            </Row>
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Stack>
  );
}
