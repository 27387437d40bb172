"""The socket client against a scripted edge: order, gaps, lost connections, refusals."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from localstack.client.edge_session import EdgeSession, HttpRefused
from localstack.client.socket_client import SocketClient, SocketRefused
from localstack.client.socket_link import ConnectionLost
from localstack.tests.client.fake_edge import THREAD, FakeEdge, in_order, serving

Script = Callable[[FakeEdge, web.WebSocketResponse], Awaitable[None]]


def turn(edge: FakeEdge, text: str = "log 82.5 kg for today", states: list[str] | None = None) -> list[int]:
    """One run against this edge: the numbers of its frames, as they were handed out."""

    async def act() -> list[int]:
        async with serving(edge) as door, client_of(door, states) as client, asyncio.timeout(20):
            accepted = await client.run(text)
            return [frame["seq"] async for frame in client.events_of(accepted)]

    return asyncio.run(act())


def client_of(door: EdgeSession, states: list[str] | None = None) -> SocketClient:
    heard = states if states is not None else []
    return SocketClient(door, on_state=heard.append, backoff=0.01)


ALL = list(range(1, 12))


def test_a_run_is_followed_to_its_end() -> None:
    edge = FakeEdge(in_order)
    assert turn(edge) == ALL
    assert edge.kinds() == ["run"]


def test_frames_out_of_order_and_twice_are_put_right_without_asking_again() -> None:
    async def jumbled(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
        frames = edge.frames()
        for at in (1, 0, 2, 2, 4, 3, 10, 9, 8, 7, 5, 6, 0):
            await socket.send_json(frames[at])

    edge = FakeEdge(jumbled)
    assert turn(edge) == ALL
    assert edge.kinds() == ["run"]


def test_a_gap_that_stays_is_filled_by_subscribing_from_the_last_in_order() -> None:
    async def holed(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
        for frame in edge.frames():
            if frame["seq"] not in {4, 5}:
                await socket.send_json(frame)

    edge = FakeEdge(holed)
    assert turn(edge) == ALL
    assert edge.kinds() == ["run", "subscribe"]
    assert edge.heard[1]["payload"] == {"after_seq": 3}


def test_a_lost_connection_is_resumed_with_a_new_ticket_from_where_it_broke() -> None:
    async def broken(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
        for frame in edge.frames()[:5]:
            await socket.send_json(frame)
        await socket.close()

    edge, states = FakeEdge(broken), list[str]()
    assert turn(edge, states=states) == ALL
    assert edge.connections == 2
    assert edge.heard[-1]["payload"] == {"after_seq": 5}
    assert states == ["connecting", "connected", "connecting", "connected"]


def test_a_request_that_was_not_answered_is_sent_again_under_the_same_id() -> None:
    async def act() -> list[Any]:
        async with serving(edge) as door, client_of(door) as client, asyncio.timeout(20):
            await client.run("hello", request_id="once")
        return [m["id"] for m in edge.heard if m["kind"] == "run"]

    class Forgetful(FakeEdge):
        async def _hear(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
            if not self.heard:
                self.heard.append(said)
                await socket.close()
                return
            await super()._hear(socket, said)

    edge = Forgetful(in_order)
    assert asyncio.run(act()) == ["once", "once"]


def test_a_refusal_is_raised_with_its_problem() -> None:
    edge = FakeEdge(in_order)
    edge.refusal = {"status": 413, "title": "Too large", "detail": "At most 128 KB."}
    with pytest.raises(SocketRefused, match="At most 128 KB") as caught:
        turn(edge)
    assert caught.value.problem["status"] == 413


def test_a_ticket_that_expired_is_replaced() -> None:
    edge = FakeEdge(in_order)
    edge.expired_tickets = 2
    assert turn(edge) == ALL


def test_a_session_that_expired_signs_in_again() -> None:
    async def act() -> None:
        async with serving(edge) as door:
            await door.ticket()
            edge.refuse_tickets = 1
            await door.ticket()

    edge = FakeEdge(in_order)
    asyncio.run(act())
    assert edge.tokens == 2


def test_a_sign_in_that_is_refused_is_not_tried_for_ever() -> None:
    edge = FakeEdge(in_order)
    edge.refuse_tickets = 99
    with pytest.raises(HttpRefused):
        turn(edge)
    assert edge.tokens == 1


def test_an_edge_that_is_not_there_is_reported() -> None:
    async def act() -> None:
        async with client_of(EdgeSession("http://127.0.0.1:9", timeout=1)) as client, asyncio.timeout(20):
            await client.run("hello")

    with pytest.raises(ConnectionLost):
        asyncio.run(act())


def test_an_old_thread_is_replayed_from_where_one_likes() -> None:
    async def act() -> list[int]:
        async with serving(edge) as door, client_of(door) as client, asyncio.timeout(20):
            subscribed = await client.subscribe(THREAD, after_seq=4)
            seqs = []
            async for frame in client.follow(THREAD):
                seqs.append(frame["seq"])
                if frame["seq"] == subscribed["seq"]:
                    return seqs
        return []

    edge = FakeEdge(in_order)
    assert asyncio.run(act()) == ALL[4:]
