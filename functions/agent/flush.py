"""Events on their way out: merged while they wait, sent in batches at a rhythm, one batch in flight."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition
from types import TracebackType
from typing import Protocol, Self

from greenlight.agui import Event

from .errors import RunClosed
from .outbox import Outbox
from .rhythm import UNREAD, Rhythm

Send = Callable[[int, Sequence[Event]], bool]


class Clock(Protocol):
    def now(self) -> float:
        """Seconds, only ever forwards."""

    def wait(self, condition: Condition, seconds: float | None) -> None:
        """Wait to be notified, `seconds` at most; the condition is held."""


class RealClock:
    def now(self) -> float:
        return time.monotonic()

    def wait(self, condition: Condition, seconds: float | None) -> None:
        condition.wait(seconds)


class Flusher:
    """Batches are numbered 1, 2, 3…; `send(number, events)` answers whether the run is closed.

    `add` and `drain` raise RunClosed then, and whatever `send` raised: nothing is sent after either.
    """

    def __init__(self, send: Send, clock: Clock | None = None) -> None:
        self.sent: list[Event] = []
        self._send = send
        self._clock = clock or RealClock()
        self._changed = Condition()
        self._outbox = Outbox()
        self._rhythm = Rhythm()
        self._urgent = self._in_flight = self._leaving = False
        self._since = 0.0
        self._thread = ThreadPoolExecutor(1, "flush")
        self._pump: Future[None] = self._thread.submit(self._run)
        self._pump.add_done_callback(self._wake)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What was added and not drained is dropped."""
        with self._changed:
            self._leaving = True
            self._changed.notify_all()
        self._thread.shutdown()

    def add(self, *events: Event) -> None:
        """Never waits. Events added together start out together: a beginning does not travel without its first word."""
        self._check()
        with self._changed:
            if not self._outbox:
                self._since = self._clock.now()
            for event in events:
                self._outbox.add(event)
            self._changed.notify_all()

    def drain(self) -> None:
        """Send all there is now, and wait until it has arrived; what is added next goes out at once."""
        with self._changed:
            self._urgent = True
            self._changed.notify_all()
            while (self._outbox or self._in_flight) and not self._pump.done():
                self._changed.wait()
            self._urgent = False
            self._rhythm.rest()
        self._check()

    def _check(self) -> None:
        if self._pump.done():
            self._pump.result()
            raise RunClosed

    def _wake(self, _: Future[None]) -> None:
        with self._changed:
            self._changed.notify_all()

    def _run(self) -> None:
        number = 0
        while batch := self._next_batch():
            number += 1
            closed = self._send(number, batch)
            self.sent += batch
            with self._changed:
                self._in_flight = False
                self._changed.notify_all()
            if closed:
                return

    def _next_batch(self) -> list[Event]:
        """Waits until a batch is due; empty when the flusher is left."""
        with self._changed:
            while not self._leaving:
                wait = self._wait() if self._outbox else None
                if self._outbox and (self._urgent or wait == 0):
                    self._rhythm.sent(self._clock.now())
                    self._in_flight = True
                    return self._outbox.take()
                self._clock.wait(self._changed, wait)
            return []

    def _wait(self) -> float:
        """Seconds until what is in the outbox is due."""
        now = self._clock.now()
        unread = self._since + UNREAD - now if self._outbox.quiet else 0.0
        return max(self._rhythm.wait(now), unread)
