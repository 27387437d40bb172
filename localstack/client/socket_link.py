"""A socket that stays up: a new ticket and a growing, jittered pause after each lost connection."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from .edge_session import HttpRefused

ATTEMPTS = 12  # to get a lost connection back
FIRST_ATTEMPTS = 3  # where there never was one, the server is probably not up
LONGEST_PAUSE = 5.0  # seconds
Json = dict[str, Any]


class Door(Protocol):
    """Where tickets come from; `EdgeSession` is one."""

    @property
    def socket_url(self) -> str: ...

    async def ticket(self) -> str: ...


class ConnectionLost(Exception):
    """The server could not be reached, however often we tried."""


@dataclass(frozen=True)
class Ears:
    """Who is told: of each frame, of each new connection, of the state ("connecting", "connected"), of the end."""

    hear: Callable[[Json], None]
    greet: Callable[[], Awaitable[None]]
    state: Callable[[str], None]
    lost: Callable[[Exception], None]


class Link:
    """`live()` runs until it is cancelled or has failed for good; `backoff` in seconds doubles with each failure."""

    def __init__(self, door: Door, ears: Ears, backoff: float) -> None:
        self._door, self._ears, self._backoff = door, ears, backoff
        self._socket: ClientConnection | None = None

    async def live(self) -> None:
        failures, allowed = 0, FIRST_ATTEMPTS
        while True:
            self._ears.state("connecting")
            try:
                ticket = await self._door.ticket()
                async with connect(f"{self._door.socket_url}?ticket={ticket}", ping_interval=None) as socket:
                    failures, allowed = 0, ATTEMPTS
                    await self._serve(socket)
            except (OSError, InvalidHandshake, ConnectionClosed, HttpRefused) as error:
                if failures + 1 >= allowed or _hopeless(error):
                    self._ears.lost(_end(error))
                    return
            finally:
                self._socket = None
            failures += 1
            await asyncio.sleep(random.uniform(0, min(LONGEST_PAUSE, self._backoff * 2**failures)))

    async def _serve(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ears.state("connected")
        await self._ears.greet()
        async for text in socket:
            self._ears.hear(json.loads(text))

    async def send(self, message: Json) -> None:
        """What a socket that is just going down does not take is for `greet` to repeat."""
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(json.dumps(message))


def _hopeless(error: Exception) -> bool:
    """True where trying again cannot help: the sign-in itself was refused."""
    return isinstance(error, HttpRefused) and 400 <= error.status < 500 and error.status != 429


def _end(error: Exception) -> Exception:
    return (
        error if isinstance(error, HttpRefused) else ConnectionLost(f"The server cannot be reached: {error}")
    )
