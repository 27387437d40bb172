"""The people of the demo tenants at the deployed stack: real HTTP, real sockets, and a look into the tables."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import urllib3
from greenlight.declare import Table
from greenlight.items import Items
from greenlight.keys import Keys
from websockets.sync.client import connect

from localstack.client.edge_session import EdgeSession
from localstack.client.socket_client import SocketClient

HTTP = urllib3.PoolManager(maxsize=20, retries=False, timeout=urllib3.Timeout(connect=3, read=40))
T = TypeVar("T")
Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass
class Person:
    """One of `customer, approver, operator, viewer` of acmehealth, or the `stranger` of otherfirm."""

    stack: Mapping[str, Any]
    user: str = "customer"
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.token:
            said = call(self.stack["edge_url"], "POST", "/local/token", {"user": self.user})
            self.token = said.body["id_token"]

    def rest(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        signed = {"Authorization": f"Bearer {self.token}", **headers}
        return call(self.stack["edge_url"], method, path, body, **signed)

    def ticket(self) -> str:
        return str(self.rest("POST", "/api/v1/ws-ticket", {}).body["ticket"])

    def raw_socket(self, **options: Any) -> Any:
        """A plain socket, for what a well-behaved client never does."""
        return connect(f"{self.stack['ws_url']}?ticket={self.ticket()}", **options)

    def turn(self, message: str, thread: str = "") -> "Turn":
        """One whole turn over the socket."""
        return within(lambda client: a_turn(client, message, thread), self.stack, self.user)

    def me(self) -> Json:
        said: Json = self.rest("GET", "/api/v1/me").body
        return said

    def rows(self, table: Table, key: Callable[[Keys, str], Mapping[str, str]]) -> list[Json]:
        """What stands in a table in the partition of that key."""
        me = self.me()
        return list(Items(table).every(key(Keys(me["tenant_id"]), me["user_id"])["pk"]))


@dataclass(frozen=True)
class Turn:
    thread: str
    run_id: str
    frames: list[Json]

    @property
    def events(self) -> list[Json]:
        return [frame["event"] for frame in self.frames]

    @property
    def kinds(self) -> list[str]:
        return [event["type"] for event in self.events]

    @property
    def text(self) -> str:
        return "".join(e["delta"] for e in self.events if e["type"] == "TEXT_MESSAGE_CONTENT")

    @property
    def results(self) -> list[Json]:
        return [json.loads(e["content"]) for e in self.events if e["type"] == "TOOL_CALL_RESULT"]


async def a_turn(client: SocketClient, message: str, thread: str = "") -> Turn:
    accepted = await client.run(message, thread)
    frames = [frame async for frame in client.events_of(accepted)]
    return Turn(accepted["thread"], accepted["run_id"], frames)


def within(
    work: Callable[[SocketClient], Coroutine[Any, Any, T]], stack: Mapping[str, Any], user: str = "customer"
) -> T:
    """Runs something with an open socket; thirty seconds at most."""

    async def open_and_work() -> T:
        async with SocketClient(EdgeSession(stack["edge_url"], user)) as client:
            return await asyncio.wait_for(work(client), 30)

    with ThreadPoolExecutor(1) as apart:  # a test of the page runs beside a loop that is at work already
        return apart.submit(asyncio.run, open_and_work()).result()


def call(base: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    text = body if isinstance(body, (bytes, str)) or body is None else json.dumps(body)
    sent = {"Content-Type": "application/json", **headers}
    answer = HTTP.request(method, base + path, body=text, headers=sent, redirect=False)
    raw, kind = answer.data.decode(), answer.headers.get("Content-Type", "")
    is_json = kind.split(";")[0] in {"application/json", "application/problem+json"}
    return Answer(answer.status, json.loads(raw) if is_json and raw else raw, answer.headers)


def until(ready: Callable[[], T], *, seconds: float = 15, what: str = "it") -> T:
    """Polls until the answer is true; fails loudly after `seconds`."""
    end = time.monotonic() + seconds
    while not (found := ready()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {seconds:g} s")
        time.sleep(0.05)
    return found
