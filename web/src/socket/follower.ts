/** One listener to one thread: its frames whole, in order and once, with what is missing asked for again. */
import type { Problem } from "../api/problem";
import type { EventFrame } from "./frames";
import { Order } from "./order";

const REORDER = 250; // ms that a gap may stand before we subscribe again
const QUIET = 5_000; // of silence while something is under way, before we ask whether we missed it
const PATIENCE = 60_000; // at the longest

export interface Following {
  /** Whether something is under way, so that silence is worth a question. */
  isWaiting?: () => boolean;
  onRefused?: (problem: Problem) => void;
}

export interface Means {
  deliver(frame: EventFrame): void;
  /** Subscribes from there. */
  ask(afterSeq: number): void;
  /** The whole of an event that came by link. */
  whole(frame: EventFrame): Promise<EventFrame>;
}

export class Follower {
  readonly #order: Order;
  readonly #means: Means;
  readonly #isWaiting: () => boolean;
  #queue: EventFrame[] = [];
  #isDraining = false;
  #askedFrom = -1;
  #gap: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #patience = QUIET;
  #isOver = false;

  constructor(afterSeq: number, means: Means, isWaiting: () => boolean = () => false) {
    this.#order = new Order(afterSeq);
    this.#means = means;
    this.#isWaiting = isWaiting;
    this.#listen();
  }

  /** Asks for all after the last in order. */
  catchUp(): void {
    this.#askedFrom = this.#order.last;
    this.#means.ask(this.#order.last);
  }

  take(frame: EventFrame): void {
    this.#patience = QUIET;
    this.#listen();
    this.#queue.push(...this.#order.take(frame));
    void this.#drain();
    this.#watchGap();
  }

  /** The server has sent what one answer holds; where it has more and this brought us on, ask for that at once. */
  told(seq: number): void {
    this.#order.told(seq);
    if (this.#order.hasGap && this.#order.last > this.#askedFrom) this.catchUp();
    this.#watchGap();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#gap);
    clearTimeout(this.#quiet);
  }

  #watchGap(wait = REORDER): void {
    if (!this.#order.hasGap || this.#gap) return;
    const { last } = this.#order;
    this.#gap = setTimeout(() => {
      this.#gap = undefined;
      if (!this.#order.hasGap) return;
      const isStuck = this.#order.last === last;
      if (isStuck) this.catchUp();
      this.#watchGap(isStuck ? Math.min(wait * 2, QUIET) : REORDER);
    }, wait);
  }

  #listen(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      const isWaiting = this.#isWaiting();
      if (isWaiting) this.catchUp();
      this.#patience = isWaiting ? Math.min(this.#patience * 2, PATIENCE) : QUIET;
      this.#listen();
    }, this.#patience);
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    for (let next = this.#queue.shift(); next && !this.#isOver; next = this.#queue.shift()) {
      this.#means.deliver(isByLink(next) ? await this.#means.whole(next) : next);
    }
    this.#isDraining = false;
  }
}

export function isByLink({ event }: EventFrame): boolean {
  return event.type === "CUSTOM" && event.name === "by_link";
}
