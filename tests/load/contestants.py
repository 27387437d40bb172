"""The two designs from a client's side: one scripted turn each, timed from sending to its last event."""

import json
import time
from dataclasses import dataclass
from typing import Any, Protocol, Self

from websockets.asyncio.client import ClientConnection, connect

from localstack.client.socket_client import SocketClient
from tests.load.arena import Arena

PATIENCE = 60.0


@dataclass(frozen=True)
class Turn:
    """Seconds from sending; `failed` is the reason, empty where the row was written and told."""

    total: float
    first_event: float
    first_token: float
    failed: str = ""


class Contestant(Protocol):
    """One person's open socket, in a thread of its own."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    async def turn(self, text: str) -> Turn: ...


class Watch:
    """Takes times of a turn's events and judges it at the end: a tool must have said ok, and words must have come."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._first_event = self._first_token = 0.0
        self._tools: list[str] = []
        self._error = ""

    def see(self, event: dict[str, Any]) -> None:
        now = time.perf_counter() - self._start
        self._first_event = self._first_event or now
        if event["type"] == "TEXT_MESSAGE_CONTENT":
            self._first_token = self._first_token or now
        if event["type"] == "TOOL_CALL_RESULT":
            said = json.loads(event["content"])
            self._tools.append(said.get("status", ""))
            self._error = self._error or str(said.get("detail") or said.get("problems") or "")
        if event["type"] == "RUN_ERROR":
            self._error = event["message"]

    def done(self) -> Turn:
        total = time.perf_counter() - self._start
        failed = self._error or (
            "" if self._tools == ["ok"] and self._first_token else f"tools {self._tools}"
        )
        return Turn(total, self._first_event, self._first_token, failed)


class Greenlight:
    """Our stack, through the edge."""

    def __init__(self, arena: Arena, number: int) -> None:
        self._client = SocketClient(arena.person(number))
        self._thread = ""

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        await self._client.request("ping", {})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.__aexit__()

    async def turn(self, text: str) -> Turn:
        watch = Watch()
        accepted = await self._client.run(text, self._thread)
        self._thread = accepted["thread"]
        async for frame in self._client.events_of(accepted):
            watch.see(frame["event"])
        return watch.done()


class Baseline:
    """The design of seed 001."""

    def __init__(self, arena: Arena, number: int) -> None:
        self._url = arena.baseline_url(f"bench-{number:02d}")
        self._session = f"session-{number}-{time.time_ns()}"
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(self._url, ping_interval=None, compression=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket:
            await self._socket.close()

    async def turn(self, text: str) -> Turn:
        assert self._socket
        watch = Watch()
        await self._socket.send(json.dumps({"sessionId": self._session, "message": text}))
        async for line in self._socket:
            event = json.loads(line)
            watch.see(event)
            if event["type"] == "RUN_FINISHED":
                break
        return watch.done()
