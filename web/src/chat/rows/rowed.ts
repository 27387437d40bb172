/** The rows of a conversation: its entries, then what is not over, then what waits in the line. Pure. */
import type { Sending } from "../sending/outbox";
import type { Entry, Run, Transcript } from "../transcript/entries";
import type { Queued } from "./GoingRows";
import type { Rowed } from "./Row";

export function rowsOf(transcript: Transcript, queued: readonly Queued[]): Rowed[] {
  const last = lastEnd(transcript.entries);
  return [
    ...transcript.entries.filter(isShown).map((entry): Rowed => {
      const isEnd = entry.kind === "end";
      const run = isEnd ? transcript.runs.get(entry.runId) : undefined;
      return { kind: "entry", id: entry.id, entry, isLast: isEnd && entry === last, ...(run && { run }) };
    }),
    ...going(transcript).map((run): Rowed => ({ kind: "going", id: `going:${run.id}`, run })),
    ...queued.map((each): Rowed => ({ kind: "queued", id: `queued:${each.id}`, queued: each })),
  ];
}

/** Runs that have not ended, in the order of their beginning. */
export function going({ runs }: Transcript): Run[] {
  return [...runs.values()].filter(({ status }) => status === "running" || status === "waiting");
}

/** What is on its way in this tab, and what the server has in its line, each once. */
export function queuedOf(
  sending: readonly Sending[],
  line: readonly { runId: string; text: string }[],
  runs: Transcript["runs"],
  waiting: readonly string[],
): Queued[] {
  const placeOf = (runId = "") => waiting.indexOf(runId) + 1;
  const here = new Set(sending.map(({ runId }) => runId));
  const elsewhere = line.filter(({ runId }) => !here.has(runId)).map((one) => ({ id: one.runId, ...one }));
  return [...elsewhere, ...sending]
    .filter(({ runId }) => !runId || !runs.has(runId))
    .map(({ id, text, runId }) => ({ id, text, place: placeOf(runId), ...(runId && { runId }) }));
}

function lastEnd(entries: readonly Entry[]): Entry | undefined {
  return entries.findLast(({ kind }) => kind === "end");
}

/** An answer without words has come to nothing. */
function isShown(entry: Entry): boolean {
  return entry.kind !== "answer" || entry.text !== "" || entry.isStreaming;
}

/** Rows that hold what somebody may be writing in: they stay, however far one scrolls. */
export function kept(rows: readonly Rowed[], most: number): number[] {
  const found: number[] = [];
  for (let at = rows.length - 1; at >= 0 && found.length < most; at--) {
    if (isOpenForm(rows[at])) found.push(at);
  }
  return found.reverse();
}

function isOpenForm(row: Rowed | undefined): boolean {
  return row?.kind === "entry" && row.entry.kind === "surface" && !row.entry.answered;
}
