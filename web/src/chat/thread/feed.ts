/** One thread as it is now: its newest window replayed, then followed without a gap; what came before, on demand. */
import { api, read } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import { type EventFrame, line } from "../../socket";
import { type CallAnswer, EMPTY, isUnderWay, type Transcript } from "../transcript/entries";
import { fold, type Numbered } from "../transcript/fold";

const PAGE = 1_000; // events per answer, the API's most
const EARLIER = 1_000; // events that one look back adds
const FLUSH = 30; // ms; frames that come together are drawn together

export interface Feed {
  transcript: Transcript;
  isLoaded: boolean;
  hasEarlier: boolean;
  problem: Problem | null;
}

const NOTHING: Feed = { transcript: EMPTY, isLoaded: false, hasEarlier: false, problem: null };

export class ThreadFeed {
  readonly #thread: string;
  #feed = NOTHING;
  #held: Numbered[] = [];
  #coming: Numbered[] = [];
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #unfollow: (() => void) | undefined;
  #opening = 0;
  #isLookingBack = false;
  #listeners = new Set<() => void>();

  constructor(thread: string) {
    this.#thread = thread;
  }

  feed = (): Feed => this.#feed;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the thread from now on; it may be closed and opened again. */
  async open(): Promise<void> {
    const opening = ++this.#opening;
    this.#set({ problem: null });
    try {
      if (!this.#feed.isLoaded) await this.#load();
      if (opening === this.#opening) this.#follow();
    } catch (thrown) {
      if (opening === this.#opening) this.#set({ problem: asProblem(thrown) });
    }
  }

  close(): void {
    this.#opening += 1;
    this.#unfollow?.();
    this.#unfollow = undefined;
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    this.#flush();
  }

  /** Adds what came before the first that is shown. Raises Problem. */
  async lookBack(): Promise<void> {
    const first = this.#held[0]?.seq ?? 1;
    if (this.#isLookingBack || first <= 1) return;
    this.#isLookingBack = true;
    try {
      const earlier = await events(this.#thread, Math.max(0, first - 1 - EARLIER), first - 1);
      this.#held = [...earlier, ...this.#held];
      this.#set({ transcript: fold(EMPTY, this.#held), hasEarlier: (earlier[0]?.seq ?? 1) > 1 });
    } finally {
      this.#isLookingBack = false;
    }
  }

  /** What came of the call of that little run, once it is told. */
  resultOf(runId: string): Promise<CallAnswer> {
    return new Promise((resolve) => {
      const look = () => {
        const answer = answerOf(this.#feed.transcript, runId);
        if (!answer) return;
        stop();
        resolve(answer);
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  async #load(): Promise<void> {
    const query = { sessionId: this.#thread };
    const { first_seq, last_seq } = await read(api.GET("/state", { params: { query } }));
    this.#held = await events(this.#thread, first_seq - 1, last_seq);
    const transcript = fold(EMPTY, this.#held);
    this.#set({ transcript, isLoaded: true, hasEarlier: first_seq > 1 });
  }

  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = line.follow(this.#thread, this.#feed.transcript.lastSeq, (frame) => this.#take(frame), {
      isWaiting: () => isUnderWay(this.#feed.transcript),
      onRefused: (problem) => this.#set({ problem }),
    });
  }

  #take(frame: EventFrame): void {
    this.#coming.push(frame);
    this.#flushing ??= setTimeout(() => {
      this.#flushing = undefined;
      this.#flush();
    }, FLUSH);
  }

  #flush(): void {
    if (!this.#coming.length) return;
    const coming = this.#coming;
    this.#coming = [];
    this.#held.push(...coming);
    this.#set({ transcript: fold(this.#feed.transcript, coming) });
  }

  #set(change: Partial<Feed>): void {
    this.#feed = { ...this.#feed, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The events after one number, up to and with another. */
async function events(thread: string, after: number, last: number): Promise<Numbered[]> {
  const found: Numbered[] = [];
  for (let from = after; from < last; ) {
    const params = {
      path: { thread_id: thread },
      query: { after_seq: from, limit: Math.min(PAGE, last - from) },
    };
    const { items } = await read(api.GET("/api/v1/threads/{thread_id}/events", { params }));
    if (!items.length) break;
    found.push(...items.map(({ seq, corr, event }) => ({ seq, corr, event: { type: "", ...event } })));
    from = items.at(-1)?.seq ?? last;
  }
  return found;
}

function answerOf({ entries }: Transcript, runId: string): CallAnswer | undefined {
  for (const entry of entries) if (entry.kind === "call" && entry.runId === runId) return entry.answer;
  return undefined;
}
