"""One thread's frames put in order: each `seq` once, none before its turn; timers are the client's."""

import asyncio
from typing import Any

Frame = dict[str, Any]


class Order:
    """Fan-out is parallel, so frames may come early or twice, and some may be lost with a connection."""

    def __init__(self, last: int = 0) -> None:
        self.last = last
        self._known = last
        self._held: dict[int, Frame] = {}

    @property
    def gap(self) -> bool:
        """True while something is known to exist that has not come."""
        return self._known > self.last

    def take(self, frame: Frame) -> list[Frame]:
        """Keep a frame; returns those whose turn has come, in order."""
        seq = int(frame["seq"])
        self.told(seq)
        if seq > self.last:
            self._held[seq] = frame
        ready = []
        while self.last + 1 in self._held:
            self.last += 1
            ready.append(self._held.pop(self.last))
        return ready

    def told(self, seq: int) -> None:
        """The server has this many."""
        self._known = max(self._known, seq)


class Inbox:
    """What has come of one thread, in order; `news` is a new future after each arrival."""

    def __init__(self, last: int) -> None:
        self.order = Order(last)
        self.frames: list[Frame] = []
        self.news: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.checking = False

    def add(self, frame: Frame) -> None:
        if ready := self.order.take(frame):
            self.frames += ready
            self.wake()

    def wake(self) -> None:
        """Let every reader look again."""
        if not self.news.done():
            self.news.set_result(None)
        self.news = asyncio.get_running_loop().create_future()
