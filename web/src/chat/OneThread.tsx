/** One conversation: its head, its rows, and where to write. */
import { Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { ProblemNote } from "../ui/ProblemNote";
import { Skeletons } from "../ui/Skeletons";
import { useKeys } from "../ui/shortcuts";
import { useAgentName } from "./agents";
import styles from "./chat.module.css";
import { Composer } from "./compose/Composer";
import { AuditSwitch } from "./head/AuditSwitch";
import { Head } from "./head/Head";
import { threadQuery } from "./queries";
import { stopRun } from "./rows/GoingRows";
import type { Place } from "./rows/Row";
import { going, rowsOf } from "./rows/rowed";
import { Announcer } from "./thread/Announcer";
import { Conversation } from "./thread/Conversation";
import { useFeed } from "./thread/useFeed";
import { useQueued } from "./thread/useQueued";
import type { Transcript } from "./transcript/entries";

export function OneThread({ thread, mayTalk }: { thread: string; mayTalk: boolean }) {
  const { feed, source } = useFeed(thread);
  const { data } = useQuery(threadQuery(thread));
  const agent = useAgentName(data?.agent_id ?? "", mayTalk);
  const queued = useQueued(thread, feed.transcript, feed.isLoaded);
  const place = useMemo<Place>(() => ({ thread, source, mayTalk }), [thread, source, mayTalk]);
  const lookBack = useCallback(() => void source.lookBack().catch(() => {}), [source]); // scrolling asks again
  const rows = rowsOf(feed.transcript, queued);
  useFreshThread(thread, feed.transcript);
  useStopKey(feed.transcript, mayTalk);
  return (
    <>
      <Head
        title={data?.title || "Conversation"}
        agent={agent}
        thread={thread}
        mayTalk={mayTalk}
        actions={data && <AuditSwitch thread={data} mayTalk={mayTalk} />}
      />
      {feed.problem && <ProblemNote problem={feed.problem} onRetry={() => void source.open()} />}
      {feed.isLoaded ? (
        <Conversation rows={rows} place={place} hasEarlier={feed.hasEarlier} onLookBack={lookBack} />
      ) : (
        <div className={styles.middle}>{!feed.problem && <Skeletons lines={8} />}</div>
      )}
      <Announcer transcript={feed.transcript} isLoaded={feed.isLoaded} />
      {mayTalk ? (
        <Composer thread={thread} agent={agent ?? "the agent"} />
      ) : (
        <Text size="sm">You may read here. Only customers write to agents.</Text>
      )}
    </>
  );
}

/** The server's line moves with each run that begins or ends. */
function useFreshThread(thread: string, transcript: Transcript): void {
  const client = useQueryClient();
  const turns = [...transcript.runs.values()].map(({ id, status }) => `${id} ${status}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with each turn, not for its own sake
  useEffect(() => {
    void client.invalidateQueries({ queryKey: threadQuery(thread).queryKey });
  }, [client, thread, turns]);
}

/** Escape stops what is at work, unless it closes something first. */
function useStopKey(transcript: Transcript, mayTalk: boolean): void {
  const running = going(transcript).findLast(({ status }) => status === "running");
  const stop = () => {
    if (running && !document.querySelector('[role="dialog"], [role="menu"]'))
      void stopRun(running.id).catch(() => {});
  };
  useKeys({ Escape: running && mayTalk ? stop : undefined });
}
