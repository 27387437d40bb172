"""The socket of contracts §4 from a client's side: connects, keeps order, resumes. Used by chat, tests and bench.

async with SocketClient(EdgeSession("http://127.0.0.1:8600")) as client:
    accepted = await client.run("log 82.5 kg for today")
    async for frame in client.events_of(accepted):
        print(frame["event"]["type"])
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Self

from .socket_link import ConnectionLost, Door, Ears, Link
from .socket_messages import ends_run, new_message, resolved, run_of
from .socket_order import Frame, Inbox

REORDER = 0.25  # seconds that a gap may stand before we subscribe again
QUIET = 5.0  # seconds of silence while somebody waits before we ask whether we missed something
IDLE = 240.0  # API Gateway closes after 600 s without a message
ANSWER = 10.0  # seconds for an answer; then the request is sent again under the same id
ANSWERS = 6
OnState = Callable[[str], None]


class SocketRefused(Exception):
    """The server said no; `problem` is the RFC 9457 body."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail") or problem.get("title") or "refused")
        self.problem = problem


class SocketClient:
    """One person's socket. `on_state` hears "connecting" and "connected"; events come from `events_of` and `follow`.

    Everything that waits for the server raises ConnectionLost or HttpRefused once it cannot be reached.
    """

    def __init__(self, door: Door, *, on_state: OnState = lambda _: None, backoff: float = 0.2) -> None:
        self._link = Link(door, Ears(self._hear, self._greet, on_state, self._give_up), backoff)
        self._pending: dict[str, tuple[Frame, asyncio.Future[Frame]]] = {}
        self._threads: dict[str, Inbox] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost: Exception | None = None

    async def __aenter__(self) -> Self:
        self._spawn(self._link.live())
        self._spawn(self._stay_awake())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def run(self, message: str, thread: str = "", request_id: str = "") -> Frame:
        """Send a message to the agent; the `accepted` frame with `run_id` and `thread`. Raises SocketRefused."""
        accepted = await self.request("run", {"message": message}, thread, request_id)
        self._inbox(accepted["thread"])
        return accepted

    async def subscribe(self, thread: str, after_seq: int = 0) -> Frame:
        """Listen to a thread that already exists, from `after_seq` on; the `subscribed` frame."""
        self._inbox(thread, after_seq)
        return await self.request("subscribe", {"after_seq": after_seq}, thread)

    async def cancel(self, run_id: str) -> Frame:
        return await self.request("cancel", {"run_id": run_id})

    async def resume(self, thread: str, interrupt_id: str, payload: dict[str, Any]) -> Frame:
        """A verdict on one interrupt: `{verdict, digest, note?, arguments?}`. Raises SocketRefused."""
        return await self.request("resume", [resolved(interrupt_id, payload)], thread)

    async def request(self, kind: str, payload: Any, thread: str = "", request_id: str = "") -> Frame:
        """Send any message and wait for its answer; it survives a lost connection under the same id."""
        message = new_message(kind, payload, thread, request_id)
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._pending[message["id"]] = (message, answer)
        try:
            for _ in range(ANSWERS):
                self._raise_if_lost()
                await self._link.send(message)
                done, _waiting = await asyncio.wait([answer], timeout=ANSWER)
                if done:
                    return answer.result()
        finally:
            del self._pending[message["id"]]
        raise ConnectionLost("The server did not answer.")

    async def events_of(self, accepted: Frame) -> AsyncIterator[Frame]:
        """The frames of one run, in order, to its end."""
        corr = None
        async for frame in self.follow(accepted["thread"]):
            event = frame["event"]
            if event["type"] == "RUN_STARTED" and run_of(event) == accepted["run_id"]:
                corr = frame["corr"]
            if corr is None or frame["corr"] != corr:
                continue
            yield frame
            if ends_run(event):
                return

    async def follow(self, thread: str) -> AsyncIterator[Frame]:
        """Every frame of a thread, in order and once, from the first that this client has asked for; without end."""
        inbox, at, patience = self._inbox(thread), 0, QUIET
        while True:
            while at < len(inbox.frames):
                at, patience = at + 1, QUIET
                yield inbox.frames[at - 1]
            self._raise_if_lost()
            done, _ = await asyncio.wait([inbox.news], timeout=patience)
            if not done:
                patience *= 2
                await self._catch_up(thread)

    def _inbox(self, thread: str, after_seq: int = 0) -> Inbox:
        if thread not in self._threads:
            self._threads[thread] = Inbox(after_seq)
        return self._threads[thread]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _greet(self) -> None:
        """After connecting: listen to our threads from where we are, and repeat what was not answered."""
        for thread in list(self._threads):
            await self._catch_up(thread)
        for message, _ in list(self._pending.values()):
            await self._link.send(message)

    def _hear(self, frame: Frame) -> None:
        kind = frame.get("kind")
        if kind == "event":
            self._inbox(frame["thread"]).add(frame)
        if frame.get("id") in self._pending:
            self._answer(frame)
        if kind == "subscribed" and "thread" in frame:
            self._inbox(frame["thread"]).order.told(int(frame["seq"]))
        if kind in {"event", "subscribed"} and "thread" in frame:
            self._check_later(frame["thread"])

    def _answer(self, frame: Frame) -> None:
        answer = self._pending[frame["id"]][1]
        if answer.done():
            return
        if frame["kind"] == "refused":
            answer.set_exception(SocketRefused(frame.get("problem") or {}))
        else:
            answer.set_result(frame)

    def _check_later(self, thread: str) -> None:
        inbox = self._threads[thread]
        if inbox.order.gap and not inbox.checking:
            inbox.checking = True
            self._spawn(self._close_gap(thread, inbox))

    async def _close_gap(self, thread: str, inbox: Inbox) -> None:
        """Give late frames their time, then subscribe again from the last one in order, until nothing is missing."""
        wait = REORDER
        while inbox.order.gap:
            last = inbox.order.last
            await asyncio.sleep(wait)
            if inbox.order.last == last and inbox.order.gap:
                await self._catch_up(thread)
                wait = min(wait * 2, QUIET)
        inbox.checking = False

    async def _catch_up(self, thread: str) -> None:
        await self._link.send(
            new_message("subscribe", {"after_seq": self._threads[thread].order.last}, thread)
        )

    async def _stay_awake(self) -> None:
        while True:
            await asyncio.sleep(IDLE)
            await self._link.send(new_message("ping", {}))

    def _give_up(self, why: Exception) -> None:
        self._lost = why
        for _, answer in self._pending.values():
            if not answer.done():
                answer.set_exception(why)
        for inbox in self._threads.values():
            inbox.wake()

    def _raise_if_lost(self) -> None:
        if self._lost:
            raise self._lost
