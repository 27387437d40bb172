/** One thread's frames put in order: each `seq` once, none before its turn. Timers are the follower's. */
import type { EventFrame } from "./frames";

/** Fan-out is parallel, so frames may come early or twice, and some may be lost with a line. */
export class Order {
  #last: number;
  #known: number;
  #held = new Map<number, EventFrame>();

  constructor(last = 0) {
    this.#last = last;
    this.#known = last;
  }

  /** The number of the last frame whose turn has come. */
  get last(): number {
    return this.#last;
  }

  /** Whether something is known to exist that has not come. */
  get hasGap(): boolean {
    return this.#known > this.#last;
  }

  /** Keeps a frame; returns those whose turn has come, in order. */
  take(frame: EventFrame): EventFrame[] {
    this.told(frame.seq);
    if (frame.seq > this.#last) this.#held.set(frame.seq, frame);
    const ready: EventFrame[] = [];
    for (let next = this.#next(); next; next = this.#next()) ready.push(next);
    return ready;
  }

  /** The server has this many. */
  told(seq: number): void {
    this.#known = Math.max(this.#known, seq);
  }

  #next(): EventFrame | undefined {
    const next = this.#held.get(this.#last + 1);
    if (next) this.#held.delete(++this.#last);
    return next;
  }
}
