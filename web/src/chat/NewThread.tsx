/** A conversation that has not begun. */
import { Button, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { useAgentChoice } from "./agents";
import { Composer } from "./compose/Composer";
import { Beginning } from "./head/Beginning";
import { Head } from "./head/Head";
import { type Agent, agentsQuery } from "./queries";
import { QueuedRow } from "./rows/GoingRows";
import { outbox, useOutbox } from "./sending/outbox";

export function NewThread({ mayTalk }: { mayTalk: boolean }) {
  const query = useQuery({ ...agentsQuery, enabled: mayTalk });
  return (
    <>
      <Head title="Chat" thread="" mayTalk={mayTalk} />
      {mayTalk ? <Loaded query={query}>{(agents) => <Begin all={agents} />}</Loaded> : <OnlyReading />}
    </>
  );
}

function Begin({ all }: { all: readonly Agent[] }) {
  const { agents, chosen, choose } = useAgentChoice(all);
  const [audit, setAudit] = useState(false);
  const sending = useOutbox().filter(({ thread }) => thread === "");
  useGoingThere();
  if (!chosen) return <NobodyToTalkTo />;
  return (
    <>
      <Stack flex={1} gap="sm" style={{ overflowY: "auto", minHeight: 0 }}>
        <Beginning agents={agents} chosen={chosen} onChoose={choose} audit={audit} onAudit={setAudit} />
        {sending.map(({ id, text }) => (
          <QueuedRow key={id} queued={{ id, text, place: 0 }} mayTalk={false} />
        ))}
      </Stack>
      <Composer thread="" agent={chosen.name} agentId={chosen.agent_id} audit={audit} />
    </>
  );
}

/** As soon as the server has made the thread, its own address is where it is read. */
function useGoingThere(): void {
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(
    () =>
      outbox.onBegan((threadId) => {
        void client.invalidateQueries({ queryKey: ["threads"] });
        void navigate({ to: "/chat/$threadId", params: { threadId } });
      }),
    [navigate, client],
  );
}

function NobodyToTalkTo() {
  return (
    <Empty
      title="You have no agent to talk to"
      action={
        <Button component={Link} to="/agents" size="xs">
          To my agents
        </Button>
      }
    >
      Hire one, or let one that is paused go on.
    </Empty>
  );
}

function OnlyReading() {
  return (
    <Empty title="Choose a conversation to read">
      Your role may read conversations. Only customers talk to agents.
    </Empty>
  );
}
