"""A socket that listens on the side: keeps each frame with the moment of its arrival."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

from websockets.exceptions import ConnectionClosed

from tests.e2e.people import Json, Person

PATIENCE = 30.0


class Unheard(Exception):
    """What was waited for did not come in time."""


class Ear:
    """`wait` also looks back, so that nothing is missed between two calls; it forgets all that came before."""

    def __init__(self, socket: Any, patience: float = PATIENCE) -> None:
        """`socket` gives its texts one by one; `patience` in seconds."""
        self._socket, self._patience = socket, patience
        self._heard: list[tuple[float, Json]] = []
        self._news = Condition()

    def listen(self) -> None:
        try:
            for text in self._socket:
                now = time.perf_counter()
                with self._news:
                    self._heard.append((now, json.loads(text)))
                    self._news.notify_all()
        except ConnectionClosed:
            return

    def say(self, kind: str, payload: Json) -> None:
        self._socket.send(
            json.dumps({"v": 1, "kind": kind, "id": f"req_{time.time_ns()}", "payload": payload})
        )

    def wait(self, right: Callable[[Json], bool], what: str = "it") -> float:
        """When the first such frame came, by `perf_counter`. Raises Unheard."""
        with self._news:
            if not self._news.wait_for(lambda: any(right(frame) for _, frame in self._heard), self._patience):
                raise Unheard(f"{what} was not heard within {self._patience:g} s")
            place = next(n for n, (_, frame) in enumerate(self._heard) if right(frame))
            at = self._heard[place][0]
            del self._heard[: place + 1]
            return at


@contextmanager
def open_ear(person: Person) -> Iterator[Ear]:
    """Subscribed to the person's approvals."""
    with person.raw_socket(ping_interval=None) as socket:
        ear = Ear(socket)
        Thread(target=ear.listen, daemon=True).start()
        ear.say("subscribe", {"topic": "approvals"})
        ear.wait(lambda frame: frame.get("topic") == "approvals")
        yield ear
