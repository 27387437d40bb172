/** What is on its way to the agent, or waits its turn there. */
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { runQuery, threadQuery } from "../queries";
import type { Queued } from "../rows/GoingRows";
import { queuedOf } from "../rows/rowed";
import { outbox, useOutbox } from "../sending/outbox";
import type { Transcript } from "../transcript/entries";

export function useQueued(thread: string, { runs }: Transcript, isLoaded: boolean): Queued[] {
  const sending = useOutbox().filter((one) => one.thread === thread);
  useFreshLine(thread, sending.map(({ runId }) => runId ?? "").join());
  const { data } = useQuery({ ...threadQuery(thread), enabled: thread !== "" });
  const waiting = data?.waiting ?? NONE;
  const unseen = useMemo(
    () => (data && isLoaded ? [data.active_run, ...data.waiting].filter((id) => id && !runs.has(id)) : NONE),
    [data, isLoaded, runs],
  );
  const found = useQueries({ queries: unseen.map(runQuery) });
  useEffect(() => outbox.arrived(runs), [runs]);
  const line = found.flatMap(({ data: run }) =>
    run && isOpen(run) ? [{ runId: run.run_id, text: run.message }] : [],
  );
  return queuedOf(sending, line, runs, waiting);
}

/** The server's line is longer by each message that it took. */
function useFreshLine(thread: string, accepted: string): void {
  const client = useQueryClient();
  useEffect(() => {
    if (accepted) void client.invalidateQueries({ queryKey: threadQuery(thread).queryKey });
  }, [client, thread, accepted]);
}

const NONE: readonly string[] = [];

function isOpen({ status }: { status: string }): boolean {
  return status === "queued" || status === "running";
}
