/** My yeses in advance: what each covers, how often it was used, until when; and the way to take one back. */
import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { asProblem } from "../api/problem";
import { AnchorLink } from "../ui/AnchorLink";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { ProblemNote } from "../ui/ProblemNote";
import { Skeletons } from "../ui/Skeletons";
import styles from "./inbox.module.css";
import { StandingCard } from "./StandingCard";
import { standingsQuery } from "./standings";

export default function StandingPage() {
  return (
    <Page title="Standing approvals" actions={<AnchorLink to="/inbox">Inbox</AnchorLink>}>
      <Listed />
    </Page>
  );
}

function Listed() {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(standingsQuery);
  if (!data)
    return error ? <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} /> : <Skeletons />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Empty title="You have given no yes in advance">
        On an approval that may be repeated, “Approve this and the next ones like it” gives one: for one
        agent, one tool and arguments of one shape, so many times, until a day you choose. Never for money.
      </Empty>
    );
  return (
    <Stack gap="sm">
      <Stack gap="sm" component="ul" m={0} p={0} className={styles.plain} aria-label="Standing approvals">
        {items.map((standing) => (
          <li key={standing.standing_id}>
            <StandingCard standing={standing} />
          </li>
        ))}
      </Stack>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Stack>
  );
}
