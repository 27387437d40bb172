/** A socket that stays up while it is wanted: a new single-use ticket and a jittered pause after each loss. */
import { pauseAfter } from "./backoff";
import { type Frame, frameOf, type Message, newMessage } from "./frames";

const OPENS_WITHIN = 15_000; // ms
const ANSWERS_WITHIN = 20_000; // of whatever we send something comes back, or nobody is there
const PROBE_WITHIN = 5_000;
const PING_EVERY = 240_000; // API Gateway closes after ten minutes without a message
const RENEW_AFTER = 115 * 60_000; // and after two hours whatever happens
const LINGER = 2_000; // unwanted that long, it closes; a page that changes wants it back at once

export type LinkState = "idle" | "connecting" | "connected" | "reconnecting" | "offline";

export interface Door {
  ticket(): Promise<string>;
  open(ticket: string): WebSocket;
}

export interface Ears {
  hear(frame: Frame): void;
  /** After each new connection: subscribe again, repeat what was not answered. */
  opened(): void;
  changed(): void;
}

export class Link {
  readonly #door: Door;
  readonly #ears: Ears;
  #state: LinkState = "idle";
  #isWanted = false;
  #isOnline = true;
  #failures = 0;
  #socket: WebSocket | null = null;
  #attempt = 0; // an answer to an older one is nobody's
  #next: ReturnType<typeof setTimeout> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #expected: ReturnType<typeof setTimeout> | undefined;
  #upkeep: ReturnType<typeof setTimeout>[] = [];

  constructor(door: Door, ears: Ears) {
    this.#door = door;
    this.#ears = ears;
  }

  get state(): LinkState {
    return this.#state;
  }

  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    clearTimeout(this.#closing);
    if (!isWanted) this.#closing = setTimeout(() => this.stop(), LINGER);
    else if (this.#state === "idle") this.#start();
  }

  /** Closes at once; wanted again, it opens anew. */
  stop(): void {
    this.#isWanted = false;
    clearTimeout(this.#closing);
    this.#drop();
    this.#failures = 0;
    this.#set("idle");
  }

  online(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (this.#state === "idle") return;
    if (isOnline) this.#start();
    else this.#lost();
  }

  /** The window is back: a line that was lost is opened at once, one that may have died asleep is asked. */
  wake(): void {
    if (this.#state === "reconnecting") this.#start();
    if (this.#state === "connected") this.#probe();
  }

  /** What a socket that is just going down does not take is for `opened` to repeat. */
  send(message: Message): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    this.#expect(ANSWERS_WITHIN);
    return true;
  }

  #probe = (): void => {
    this.send(newMessage("ping", {}));
    this.#expect(PROBE_WITHIN, true);
  };

  #start(): void {
    this.#drop();
    if (this.#isOffline()) return;
    this.#set(this.#state === "idle" ? "connecting" : "reconnecting");
    this.#later(OPENS_WITHIN, () => this.#lost());
    void this.#open(this.#attempt);
  }

  async #open(attempt: number): Promise<void> {
    try {
      const ticket = await this.#door.ticket();
      if (attempt !== this.#attempt) return;
      const socket = this.#door.open(ticket);
      this.#socket = socket;
      socket.onopen = () => socket === this.#socket && this.#opened();
      socket.onmessage = ({ data }) => socket === this.#socket && this.#hear(data);
      socket.onclose = () => socket === this.#socket && this.#lost();
    } catch {
      if (attempt === this.#attempt) this.#lost();
    }
  }

  #opened(): void {
    clearTimeout(this.#next);
    this.#upkeep = [setInterval(this.#probe, PING_EVERY), setTimeout(() => this.#start(), RENEW_AFTER)];
    this.#set("connected");
    this.#ears.opened();
  }

  #hear(data: unknown): void {
    this.#failures = 0;
    clearTimeout(this.#expected);
    this.#expected = undefined;
    const frame = frameOf(data);
    if (frame) this.#ears.hear(frame);
  }

  #lost(): void {
    this.#drop();
    if (this.#isOffline()) return;
    this.#set("reconnecting");
    this.#later(pauseAfter(this.#failures++), () => this.#start());
  }

  /** Without a network nothing is tried until it is back. */
  #isOffline(): boolean {
    if (!this.#isOnline) this.#set("offline");
    return !this.#isOnline;
  }

  /** Lets go of the present socket and all that was to happen with it. */
  #drop(): void {
    this.#attempt += 1;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    clearTimeout(this.#next);
    clearTimeout(this.#expected);
    this.#expected = undefined;
    for (const timer of this.#upkeep) clearTimeout(timer);
  }

  #expect(within: number, sooner = false): void {
    if (this.#expected && !sooner) return;
    clearTimeout(this.#expected);
    this.#expected = setTimeout(() => this.#start(), within);
  }

  #later(delay: number, act: () => void): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(act, delay);
  }

  #set(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#ears.changed();
  }
}
