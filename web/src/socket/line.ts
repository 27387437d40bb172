/** The one line of this tab: requests that survive its loss, threads followed without a gap, and the live inbox. */
import { Problem } from "../api/problem";
import { Follower, type Following } from "./follower";
import type { ApprovalFrame, EventFrame, Frame, Kind, Message } from "./frames";
import { newMessage, newRequestId } from "./frames";
import { type Door, Link, type LinkState } from "./link";

const AGAIN = 10_000; // ms without an answer; then it is sent again under the same id

export interface Asking {
  /** Of a former try of the same thing. */
  id?: string;
  /** Gives up waiting; what was sent may still be done. */
  signal?: AbortSignal;
}

interface Pending {
  message: Message;
  resolve: (frame: Frame) => void;
  reject: (why: unknown) => void;
  again: ReturnType<typeof setInterval>;
}

interface Followed {
  thread: string;
  follower: Follower;
  onRefused: (problem: Problem) => void;
}

type Heard = (approval: ApprovalFrame) => void;

export interface Beyond {
  whole(frame: EventFrame): Promise<EventFrame>;
  /** The sign-in has ended, says the server. */
  expired(): void;
}

export class Line {
  readonly #link: Link;
  readonly #beyond: Beyond;
  #isAllowed = false;
  #pending = new Map<string, Pending>();
  #followed = new Set<Followed>();
  #asked = new Map<string, Followed>(); // by the id of the subscription under way
  #inbox = new Set<Heard>();
  #inboxSince = ""; // the id of the subscription to the inbox, until it is confirmed
  #listeners = new Set<() => void>();

  constructor(door: Door, beyond: Beyond) {
    this.#beyond = beyond;
    this.#link = new Link(door, {
      hear: (frame) => this.#hear(frame),
      opened: () => this.#opened(),
      changed: () => this.#tell(),
    });
  }

  state = (): LinkState => this.#link.state;

  /** Hears of each change of state. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether somebody is signed in: nobody else may open it. */
  allow(isAllowed: boolean): void {
    this.#isAllowed = isAllowed;
    if (!isAllowed) this.#link.stop();
    else this.#settle();
  }

  /** Nobody is signed in any more: nothing that waits is for whoever comes next. */
  forget(why: Problem): void {
    for (const id of [...this.#pending.keys()]) this.#finish(id)?.reject(why);
  }

  online(isOnline: boolean): void {
    this.#link.online(isOnline);
  }

  wake(): void {
    this.#link.wake();
  }

  /** Sends a message; its answer, however long the line is away. Raises Problem for a refusal. */
  request(
    kind: Kind,
    payload: unknown,
    thread = "",
    { id = newRequestId(), signal }: Asking = {},
  ): Promise<Frame> {
    const message = newMessage(kind, payload, thread, id);
    return new Promise<Frame>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const again = setInterval(() => this.#link.send(message), AGAIN);
      this.#pending.set(id, { message, resolve, reject, again });
      signal?.addEventListener("abort", () => this.#finish(id)?.reject(signal.reason));
      this.#link.send(message);
      this.#settle();
    });
  }

  /** From now on every frame of the thread after that number, in order and once, until what it returns is called. */
  follow(thread: string, afterSeq: number, onFrame: (frame: EventFrame) => void, following: Following = {}) {
    const followed: Followed = {
      thread,
      onRefused: following.onRefused ?? (() => {}),
      follower: new Follower(
        afterSeq,
        { deliver: onFrame, ask: (from) => this.#ask(followed, from), whole: this.#beyond.whole },
        following.isWaiting,
      ),
    };
    this.#followed.add(followed);
    followed.follower.catchUp();
    this.#settle();
    return () => {
      followed.follower.stop();
      this.#followed.delete(followed);
      this.#settle();
    };
  }

  /** Hears each change of an approval, and `resync` whenever some may have been missed. */
  listenToApprovals(heard: Heard): () => void {
    this.#inbox.add(heard);
    if (this.#inbox.size === 1) this.#askInbox();
    this.#settle();
    return () => {
      this.#inbox.delete(heard);
      this.#settle();
    };
  }

  #settle(): void {
    const isNeeded = this.#pending.size + this.#followed.size + this.#inbox.size > 0;
    this.#link.want(this.#isAllowed && isNeeded);
  }

  #opened(): void {
    this.#asked.clear();
    for (const { follower } of this.#followed) follower.catchUp();
    if (this.#inbox.size) this.#askInbox();
    for (const { message } of this.#pending.values()) this.#link.send(message);
  }

  #ask(followed: Followed, afterSeq: number): void {
    const message = newMessage("subscribe", { after_seq: afterSeq }, followed.thread);
    if (this.#link.send(message)) this.#asked.set(message.id, followed);
  }

  #askInbox(): void {
    const message = newMessage("subscribe", { topic: "approvals" });
    if (this.#link.send(message)) this.#inboxSince = message.id;
  }

  #hear(frame: Frame): void {
    if (frame.kind === "event") this.#each(frame.thread, (follower) => follower.take(frame));
    else if (frame.kind === "subscribed") this.#subscribed(frame);
    else if (frame.kind === "approval") this.#approval(frame);
    else if (frame.kind === "refused") this.#refused(frame.id ?? "", new Problem(frame.problem));
    if ("id" in frame && frame.id && frame.kind !== "refused") this.#finish(frame.id)?.resolve(frame);
  }

  #subscribed({ id, thread, seq, topic }: Extract<Frame, { kind: "subscribed" }>): void {
    this.#asked.delete(id);
    if (thread) this.#each(thread, (follower) => follower.told(seq ?? 0));
    if (!topic || id !== this.#inboxSince) return;
    this.#inboxSince = "";
    for (const heard of this.#inbox) heard({ kind: "resync" });
  }

  /** What waits comes one by one before `subscribed`, which says `resync` for all of it. */
  #approval(frame: ApprovalFrame): void {
    if (this.#inboxSince) return;
    for (const heard of this.#inbox) heard(frame);
  }

  #refused(id: string, problem: Problem): void {
    if (problem.status === 401) {
      this.#beyond.expired(); // what waits is sent again after the next sign-in
      return;
    }
    this.#asked.get(id)?.onRefused(problem);
    this.#asked.delete(id);
    this.#finish(id)?.reject(problem);
  }

  #finish(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    if (!pending) return undefined;
    clearInterval(pending.again);
    this.#pending.delete(id);
    this.#settle();
    return pending;
  }

  #each(thread: string, act: (follower: Follower) => void): void {
    for (const followed of [...this.#followed]) if (followed.thread === thread) act(followed.follower);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
