import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeDoor } from "./fakes";
import { newMessage } from "./frames";
import { Link } from "./link";

let door: FakeDoor;
let link: Link;
const ears = { hear: vi.fn(), opened: vi.fn(), changed: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers();
  door = new FakeDoor();
  link = new Link(door, ears);
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

async function connect(): Promise<void> {
  link.want(true);
  await vi.advanceTimersByTimeAsync(0);
  door.last.opens();
  door.last.says({ kind: "pong", id: "req_0" });
}

test("nothing is opened until somebody wants it", async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.sockets).toHaveLength(0);
  expect(link.state).toBe("idle");
});

test("it connects with a ticket, and closes a moment after nobody wants it", async () => {
  await connect();
  expect(link.state).toBe("connected");
  link.want(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(link.state).toBe("idle");
  expect(door.last.readyState).toBe(WebSocket.CLOSED);
});

test("a page that changes keeps the same socket", async () => {
  await connect();
  link.want(false);
  link.want(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(link.state).toBe("connected");
  expect(door.sockets).toHaveLength(1);
});

test("a lost line says so, and comes back with a new ticket", async () => {
  await connect();
  door.last.breaks();
  expect(link.state).toBe("reconnecting");
  await vi.advanceTimersByTimeAsync(600);
  door.last.opens();
  expect(link.state).toBe("connected");
  expect(door.sockets).toHaveLength(2);
  expect(ears.opened).toHaveBeenCalledTimes(2);
});

test("no ticket is no reason to give up", async () => {
  door.refuse = new TypeError("Failed to fetch");
  link.want(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(link.state).toBe("reconnecting");
  door.refuse = null;
  for (let tried = 0; tried < 150 && !door.sockets.length; tried += 1) await vi.advanceTimersByTimeAsync(100);
  door.last.opens();
  expect(link.state).toBe("connected");
});

test("a socket that never opens is given up", async () => {
  link.want(true);
  await vi.advanceTimersByTimeAsync(15_600);
  expect(door.sockets).toHaveLength(2);
});

test("without a network nothing is tried; when it is back, at once", async () => {
  await connect();
  link.online(false);
  expect(link.state).toBe("offline");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.sockets).toHaveLength(1);
  link.online(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(door.sockets).toHaveLength(2);
});

test("a window that comes back does not wait for the next try", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  await connect();
  door.last.breaks();
  link.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(door.sockets).toHaveLength(2);
});

test("a window that comes back asks a line that may have died asleep", async () => {
  await connect();
  link.wake();
  expect(door.last.of("ping")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(door.sockets).toHaveLength(2);
});

test("an idle line is kept open by a ping before the gateway closes it", async () => {
  await connect();
  await vi.advanceTimersByTimeAsync(240_000);
  expect(door.last.of("ping")).toHaveLength(1);
  door.last.says({ kind: "pong", id: "req_1" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.sockets).toHaveLength(1);
});

test("it is renewed before the gateway's two hours are over", async () => {
  await connect();
  for (let minutes = 0; minutes < 116; minutes += 2) {
    await vi.advanceTimersByTimeAsync(120_000);
    if (door.sockets.length === 1) door.last.says({ kind: "pong", id: "req_1" });
  }
  expect(door.sockets.length).toBeGreaterThan(1);
});

test("somebody who never answers is not there", async () => {
  await connect();
  link.send(newMessage("subscribe", {}));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(door.sockets).toHaveLength(2);
});

test("what is no frame is passed over", async () => {
  await connect();
  ears.hear.mockClear();
  door.last.onmessage?.({ data: "<html>" });
  expect(ears.hear).not.toHaveBeenCalled();
});
