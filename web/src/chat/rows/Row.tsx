/** One row of the conversation, by what it holds. */
import { memo } from "react";
import type { ThreadFeed } from "../thread/feed";
import type { Entry, Run } from "../transcript/entries";
import { AnswerRow } from "./AnswerRow";
import { CallRow } from "./CallRow";
import { EndRow } from "./EndRow";
import { GateRow } from "./GateRow";
import { GoingRow, type Queued, QueuedRow } from "./GoingRows";
import { SaidRow, StepRow, ThoughtRow } from "./SmallRows";
import { SurfaceRow } from "./SurfaceRow";

export type Rowed =
  | { kind: "entry"; id: string; entry: Entry; run?: Run; isLast: boolean }
  | { kind: "queued"; id: string; queued: Queued }
  | { kind: "going"; id: string; run: Run };

export interface Place {
  thread: string;
  source: ThreadFeed;
  mayTalk: boolean;
}

export function Row({ row, place }: { row: Rowed; place: Place }) {
  if (row.kind === "queued") return <QueuedRow queued={row.queued} mayTalk={place.mayTalk} />;
  if (row.kind === "going")
    return <GoingRow runId={row.run.id} status={row.run.status} mayTalk={place.mayTalk} />;
  return <EntryRow entry={row.entry} run={row.run} isLast={row.isLast} place={place} />;
}

interface EntryProps {
  entry: Entry;
  /** Of an end alone: others need not be drawn anew with each of its changes. */
  run: Run | undefined;
  isLast: boolean;
  place: Place;
}

const EntryRow = memo(function EntryRow({ entry, run, isLast, place }: EntryProps) {
  switch (entry.kind) {
    case "said":
      return <SaidRow entry={entry} />;
    case "answer":
      return <AnswerRow entry={entry} thread={place.thread} mayRate={place.mayTalk} />;
    case "thought":
      return <ThoughtRow entry={entry} />;
    case "call":
      return <CallRow entry={entry} />;
    case "step":
      return <StepRow entry={entry} />;
    case "surface":
      return <SurfaceRow entry={entry} thread={place.thread} source={place.source} />;
    case "gate":
      return <GateRow entry={entry} />;
    case "end":
      return run ? <EndRow run={run} isLast={isLast} mayTalk={place.mayTalk} /> : null;
  }
});
