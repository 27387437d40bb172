/** A line to nobody, for tests: each socket that is opened stands here, and says what the test wants. */
import type { EventFrame, Message } from "./frames";
import type { Door } from "./link";

export class FakeSocket {
  readyState: number = WebSocket.CONNECTING;
  sent: Message[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }

  opens(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  breaks(): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.();
  }

  /** What was sent of this kind. */
  of(kind: string): Message[] {
    return this.sent.filter((message) => message.kind === kind);
  }
}

/** A door that counts its tickets. `refuse` is how the next ones are refused. */
export class FakeDoor implements Door {
  sockets: FakeSocket[] = [];
  refuse: Error | null = null;

  async ticket(): Promise<string> {
    if (this.refuse) throw this.refuse;
    return `ticket-${this.sockets.length + 1}`;
  }

  open(): WebSocket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }
}

export function eventFrame(
  seq: number,
  event: EventFrame["event"] = { type: "TEXT_MESSAGE_END" },
): EventFrame {
  return { kind: "event", thread: "thr_1", seq, corr: "cor_1", event };
}
