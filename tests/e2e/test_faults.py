"""When things break: the model, the worker, the socket. Every run settles, the next one starts, nothing is lost."""

import asyncio
import os
import signal
from typing import Any

import pytest

from localstack.client.edge_session import EdgeSession
from localstack.client.socket_client import SocketClient
from tests.load.machine import family

from .people import Person, Turn, a_turn, until, within

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("mode", ["down", "error500", "cut", "garbled_args", "unknown_tool"])
def test_a_model_that_misbehaves_ends_the_run_with_a_clear_error(
    customer: Person, model: Any, mode: str
) -> None:
    model(mode)
    turn = customer.turn("log 70 kg for today")
    model("ok")
    assert (turn.kinds[0], turn.kinds[-1]) == ("RUN_STARTED", "RUN_ERROR")
    error = turn.events[-1]
    assert error["code"]
    assert error["message"].endswith(".")
    run = customer.rest("GET", f"/api/v1/runs/{turn.run_id}").body
    assert run["status"] == "failed"
    assert customer.turn("hello", turn.thread).kinds[-1] == "RUN_FINISHED", "the thread goes on"


def test_a_slow_model_holds_up_its_own_thread_and_no_other(customer: Person, model: Any) -> None:
    """Eight seconds to the first word: the run is waited for, and everybody else is answered meanwhile."""

    async def both(client: SocketClient) -> tuple[Turn, Turn]:
        slow = asyncio.create_task(a_turn(client, "hello from a slow thread"))
        quick = await a_turn(client, "hello from a quick one")
        assert not slow.done()
        return await slow, quick

    model("slow", seconds=8, match="a slow thread")
    slow, quick = within(both, customer.stack)
    assert (slow.kinds[-1], quick.kinds[-1]) == ("RUN_FINISHED", "RUN_FINISHED")


def test_one_server_error_before_the_first_token_is_retried(customer: Person, model: Any) -> None:
    model("error500", times=1)
    assert customer.turn("hello").kinds[-1] == "RUN_FINISHED"


def test_a_socket_closed_in_the_middle_misses_nothing(customer: Person, model: Any) -> None:
    model("ok", delay_ms=60)

    async def leave(client: SocketClient) -> Any:
        accepted = await client.run("hello, what can you do for me?")
        async for frame in client.events_of(accepted):
            if frame["event"]["type"] == "TEXT_MESSAGE_CONTENT":
                break
        return accepted

    async def come_back(client: SocketClient) -> Turn:
        await client.subscribe(accepted["thread"])
        frames = [frame async for frame in client.events_of(accepted)]
        return Turn(accepted["thread"], accepted["run_id"], frames)

    accepted = within(leave, customer.stack)
    turn = within(come_back, customer.stack)
    assert [f["seq"] for f in turn.frames] == list(range(1, len(turn.frames) + 1))
    assert turn.kinds[-1] == "RUN_FINISHED"
    assert len(turn.text) > 40


def test_five_wait_behind_a_running_run_and_all_are_answered_in_order(customer: Person, model: Any) -> None:
    async def send(client: SocketClient) -> list[str]:
        first = await client.run("hello")
        sent = [first] + [await client.run(f"hello number {n}", first["thread"]) for n in range(2, 6)]
        for accepted in sent:
            _ = [frame async for frame in client.events_of(accepted)]
        return [accepted["run_id"] for accepted in sent] + [first["thread"]]

    model("ok", delay_ms=5)
    *runs, thread = within(send, customer.stack)
    items = customer.rest("GET", f"/api/v1/threads/{thread}/events").body["items"]
    started = [i["event"]["metadata"]["run_id"] for i in items if i["event"]["type"] == "RUN_STARTED"]
    assert started == runs


def test_an_agent_killed_in_the_middle_settles_its_run_and_the_next_one_starts(
    customer: Person, model: Any
) -> None:
    model("ok", delay_ms=300)

    async def kill(client: SocketClient) -> tuple[Turn, Turn]:
        accepted = await client.run("hello, what can you do for me?")
        waiting = await client.run("hello again", accepted["thread"])
        frames = []
        async for frame in client.events_of(accepted):
            frames.append(frame)
            if frame["event"]["type"] == "TEXT_MESSAGE_CONTENT" and len(frames) < 8:
                _kill_workers(customer, "agent")
                model("ok", delay_ms=1)
        after = [frame async for frame in client.events_of(waiting)]
        return Turn(accepted["thread"], accepted["run_id"], frames), Turn("", waiting["run_id"], after)

    killed, following = within(kill, customer.stack)
    assert (killed.kinds[-1], killed.events[-1]["code"]) == ("RUN_ERROR", "agent_lost")
    assert following.kinds[-1] == "RUN_FINISHED"
    assert customer.rest("GET", f"/api/v1/runs/{killed.run_id}").body["status"] == "failed"
    assert customer.rest("GET", f"/api/v1/runs/{following.run_id}").body["status"] == "succeeded"


def test_sockets_that_vanish_are_forgotten_and_the_run_completes(customer: Person) -> None:
    async def vanish(client: SocketClient) -> Any:
        return await client.run("hello")

    accepted = within(vanish, customer.stack)
    run = until(
        lambda: (
            (r := customer.rest("GET", f"/api/v1/runs/{accepted['run_id']}").body)["status"] == "succeeded"
            and r
        ),
        what="the run's end",
    )
    assert run["finished_at"]


def test_two_people_chat_at_once_and_hear_only_themselves(customer: Person) -> None:
    async def both(client: SocketClient) -> tuple[Turn, Turn]:
        async with SocketClient(EdgeSession(customer.stack["edge_url"], "stranger")) as other:
            return await asyncio.gather(a_turn(client, "hello"), a_turn(other, "hello"))

    mine, theirs = within(both, customer.stack)
    assert mine.thread != theirs.thread
    assert {f["thread"] for f in mine.frames} == {mine.thread}
    assert {f["thread"] for f in theirs.frames} == {theirs.thread}


def _kill_workers(person: Person, function: str) -> None:
    """kill -9 for the processes of this stack's engine that run this Lambda: each works in a directory of its name."""
    name = f"ministack-lambda-{person.stack['prefix']}-{function}-"
    pids = [pid for pid in family(person.stack["pids"]["engine"]) if name in _directory(pid)]
    assert pids, f"no worker of {function} found"
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _directory(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""  # it ended meanwhile
