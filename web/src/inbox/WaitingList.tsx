/** What waits for me, highest risk first. */
import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { Countdown } from "../ui/Countdown";
import { Empty } from "../ui/Empty";
import { ProblemNote } from "../ui/ProblemNote";
import { Skeletons } from "../ui/Skeletons";
import styles from "./inbox.module.css";
import { useWaiting } from "./listed";
import { waitingQuery } from "./queries";
import { Row } from "./Row";

const STEP = 30;

export function WaitingList({ agent }: { agent: string }) {
  const { approvalId } = useParams({ strict: false });
  const [most, setMost] = useState(STEP);
  const { data, error, refetch } = useQuery(waitingQuery);
  const waiting = useWaiting(agent);
  if (!data)
    return error ? <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} /> : <Skeletons />;
  if (waiting.length === 0) return <Nothing filtered={Boolean(agent)} />;
  return (
    <Stack gap="xs">
      <Stack gap={6} component="ul" m={0} p={0} className={styles.plain} aria-label="Waiting for you">
        {waiting.slice(0, most).map((approval) => (
          <li key={approval.approval_id}>
            <Row approval={approval} shown={approval.approval_id === approvalId}>
              {approval.agent_name || approval.agent_id}
              {approval.kind === "deliverable" && ` · ${approval.tool}`} ·{" "}
              <Countdown until={approval.expires_at} />
            </Row>
          </li>
        ))}
      </Stack>
      {waiting.length > most && (
        <Button variant="default" size="xs" onClick={() => setMost(most + STEP)}>
          Show more ({waiting.length - most})
        </Button>
      )}
      {data.more && (
        <Text size="xs" c="dimmed">
          There are more than {data.items.length}. The rest comes up as you decide these.
        </Text>
      )}
    </Stack>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = useNavigate();
  const all = () => void navigate({ to: ".", search: {} });
  return (
    <Empty
      title="Nothing waits for you"
      action={
        filtered && (
          <Anchor component="button" size="sm" onClick={all}>
            Show what waits from all agents
          </Anchor>
        )
      }
    >
      What an agent wants to send, change or say comes here first, and waits for your yes. You need not keep
      this page open: the number in the navigation tells you.
    </Empty>
  );
}
