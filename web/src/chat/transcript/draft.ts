/** A transcript while frames are applied to it: what is not touched stays the same object, so that it is not drawn anew. */
import type { AguiEvent } from "../../socket";
import type { Entry, Run, Transcript } from "./entries";
import { runIdOf } from "./reading";

export class Draft {
  lastSeq: number;
  readonly entries: Entry[];
  readonly runs: Map<string, Run>;
  readonly places: Map<string, number>;
  readonly runOf: Map<string, string>;

  constructor(from: Transcript) {
    this.lastSeq = from.lastSeq;
    this.entries = [...from.entries];
    this.runs = new Map(from.runs);
    this.places = new Map(from.places);
    this.runOf = new Map(from.runOf);
  }

  /** The run that this is about; one whose beginning is not among the events is taken up where it is met. */
  run(corr: string, event: AguiEvent): Run {
    const id = this.runOf.get(corr) ?? (runIdOf(event) || corr);
    return this.runs.get(id) ?? this.begin(id, corr);
  }

  begin(id: string, corr: string): Run {
    const known = this.runs.get(id);
    const run: Run = { id, isAsked: false, usage: [], open: [], ...known, status: "running" };
    this.runOf.set(corr, id);
    this.runs.set(id, run);
    return run;
  }

  mend(runId: string, change: Partial<Run>): void {
    const run = this.runs.get(runId);
    if (run) this.runs.set(runId, { ...run, ...change });
  }

  entry(id: string): Entry | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.entries[place];
  }

  /** Adds it, or puts it in the place of the one with its id. */
  put(entry: Entry, isOpen = false): void {
    const place = this.places.get(entry.id);
    if (place !== undefined) {
      this.entries[place] = entry;
      return;
    }
    this.places.set(entry.id, this.entries.length);
    this.entries.push(entry);
    const run = this.runs.get(entry.runId);
    if (run && isOpen) this.mend(run.id, { open: [...run.open, entry.id] });
  }

  /** Nothing will come for this entry any more. */
  close(runId: string, id: string): void {
    const run = this.runs.get(runId);
    if (run?.open.includes(id)) this.mend(runId, { open: run.open.filter((each) => each !== id) });
  }

  /** Each open entry of the run as `settle` leaves it. */
  settle(runId: string, settle: (entry: Entry) => Entry): void {
    for (const id of this.runs.get(runId)?.open ?? []) {
      const entry = this.entry(id);
      if (entry) this.put(settle(entry));
    }
  }

  done(): Transcript {
    return {
      lastSeq: this.lastSeq,
      entries: this.entries,
      runs: this.runs,
      places: this.places,
      runOf: this.runOf,
    };
  }
}
