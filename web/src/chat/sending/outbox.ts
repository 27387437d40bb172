/** Messages on their way: kept until the server has them, over lost lines and a reload of this tab. */
import { useSyncExternalStore } from "react";
import { asProblem } from "../../api/problem";
import { session } from "../../session/session";
import { newRequestId } from "../../socket";
import { deliver, type Outgoing } from "./deliver";
import { drafts } from "./drafts";

const KEY = "greenlight.outbox";

export interface Sending extends Outgoing {
  /** Once the server has taken it. */
  runId?: string;
}

type Began = (thread: string) => void;

class Outbox {
  #sending: readonly Sending[] = [];
  #listeners = new Set<() => void>();
  #began = new Set<Began>();

  /** What a reload interrupted goes on, under its old id. */
  resume(): void {
    for (const message of kept()) void this.#send(message);
  }

  send(message: Omit<Outgoing, "id">): void {
    drafts.forgive(message.thread);
    void this.#send({ ...message, id: newRequestId() });
  }

  /** A run that the server has already, to be shown until its first event comes. */
  awaits(thread: string, runId: string, text: string): void {
    this.#set([...this.#sending, { id: newRequestId(), thread, runId, text, agentId: "", audit: false }]);
  }

  /** These runs are among the thread's events now. */
  arrived(runs: ReadonlyMap<string, unknown>): void {
    const left = this.#sending.filter(({ runId }) => !runId || !runs.has(runId));
    if (left.length < this.#sending.length) this.#set(left);
  }

  /** Hears of each thread that a message from here has begun. */
  onBegan(began: Began): () => void {
    this.#began.add(began);
    return () => this.#began.delete(began);
  }

  clear(): void {
    this.#set([]);
  }

  list = (): readonly Sending[] => this.#sending;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #send(message: Outgoing): Promise<void> {
    this.#set([...this.#sending, message]);
    try {
      const taken = await deliver(message);
      this.#change(message.id, (sending) => ({ ...sending, ...taken }));
      if (!message.thread) for (const began of this.#began) began(taken.thread);
    } catch (thrown) {
      this.#set(this.#sending.filter(({ id }) => id !== message.id));
      if (session.state() !== "signed-out") drafts.giveBack(message.thread, message.text, asProblem(thrown));
    }
  }

  #change(id: string, change: (sending: Sending) => Sending): void {
    this.#set(this.#sending.map((sending) => (sending.id === id ? change(sending) : sending)));
  }

  #set(sending: readonly Sending[]): void {
    this.#sending = sending;
    sessionStorage.setItem(KEY, JSON.stringify(sending.filter(({ runId }) => !runId)));
    for (const listener of this.#listeners) listener();
  }
}

function kept(): Outgoing[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

export const outbox = new Outbox();
outbox.resume();
session.subscribe(() => session.state() === "signed-out" && outbox.clear());

export function useOutbox(): readonly Sending[] {
  return useSyncExternalStore(outbox.subscribe, outbox.list);
}
