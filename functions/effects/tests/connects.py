"""Every socket that this process makes or connects, seen by an audit hook: nothing is patched."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Heard:
    """`made` holds the family of each new socket; `reached` the loopback addresses that were connected to.

    The tests' own guard (conftest.py at the root) stops a connection elsewhere before it is heard here; but there is
    none without a socket.
    """

    made: list[int] = field(default_factory=list)
    reached: list[Any] = field(default_factory=list)


_listening: list[Heard] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    for heard in _listening:
        if event == "socket.__new__":
            heard.made.append(arguments[1])
        if event == "socket.connect":
            heard.reached.append(arguments[1])


sys.addaudithook(_hear)


@contextmanager
def sockets() -> Iterator[Heard]:
    """What happens meanwhile, in any thread."""
    heard = Heard()
    _listening.append(heard)
    try:
        yield heard
    finally:
        _listening.remove(heard)
