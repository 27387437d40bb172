"""Audit mode, shown on the running local stack: `make audit-demo`, or `python -m localstack.demo`.

A thread whose context, tool calls and final answers wait for a person. One context is approved with a note, a call is
edited and one denied, a request goes outside to a receiver on this machine, and an answer is edited before anybody
reads it. Everything is printed with digests and with who decided; the exit code is 1 if any expectation fails.
Made for the offline model (no API key set), whose words are known. Nothing of it stays but the thread.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from localstack.client.edge_session import EdgeSession, HttpRefused
from localstack.client.socket_client import SocketClient, SocketRefused
from localstack.client.socket_link import ConnectionLost

from . import expect
from .command import stack_of
from .receiver import Receiver, receiving
from .scenes import scenes
from .transcript import Transcript
from .turn import Turns

Json = dict[str, Any]
GATES = ["context", "tools", "final"]
LONGEST = 240  # seconds for all of it
FIRST_DAY = date(2001, 1, 1)  # before anybody's real weighings


async def play(edge_url: str, receiver: Receiver, say: Transcript) -> None:
    """The whole story as the demo customer. Raises HttpRefused, SocketRefused, ConnectionLost, TimeoutError."""
    door = EdgeSession(edge_url)
    days = await _free_days(door)
    try:
        async with SocketClient(door) as client, asyncio.timeout(LONGEST):
            await _turns(door, client, receiver, say, days)
    finally:
        await _empty(door, days)


async def _turns(
    door: EdgeSession, client: SocketClient, receiver: Receiver, say: Transcript, days: tuple[str, str]
) -> None:
    customer = (await door.call("GET", "/api/v1/me"))["user_id"]
    thread = (await door.call("POST", "/api/v1/threads", {"title": "Audit mode, shown"}))["thread_id"]
    audited = await door.call("POST", "/coach_audit", {"thread_id": thread, "on": True, "gates": GATES})
    say.line("thread", f"{thread}, gates: {', '.join(audited['gates'])}")
    await client.subscribe(thread)
    turns, (first, second, third) = Turns(door, client, say, thread), scenes(*days, receiver.url)

    told = await turns.play(first)
    expect.every_turn(say, told, customer)
    expect.edited(say, told, await _row(door, days[0]))

    told = await turns.play(second)
    expect.every_turn(say, told, customer)
    expect.denied(say, told, await _row(door, days[1]))

    told = await turns.play(third)
    expect.every_turn(say, told, customer)
    expect.sent(say, told, receiver.arrived())


async def _free_days(door: EdgeSession) -> tuple[str, str]:
    """Two days without a weighing."""
    free: list[str] = []
    day = FIRST_DAY
    while len(free) < 2:
        if not await _row(door, day.isoformat()):
            free.append(day.isoformat())
        day += timedelta(days=1)
    return free[0], free[1]


async def _row(door: EdgeSession, day: str) -> Json:
    """Empty where there is none."""
    try:
        return await door.call("GET", f"/api/v1/weights/{day}")
    except HttpRefused as refused:
        if refused.status != 404:
            raise
        return {}


async def _empty(door: EdgeSession, days: Sequence[str]) -> None:
    for day in days:
        if await _row(door, day):
            await door.call("DELETE", f"/api/v1/weights/{day}")


def run(stack: Json, write: Callable[[str], None]) -> int:
    """0 if every expectation held."""
    say = Transcript(write)
    with receiving(stack["stage"], f"/weigh-ins/{uuid4().hex[:12]}") as receiver:
        asyncio.run(play(stack["edge_url"], receiver, say))
    return say.end()


def main(arguments: Sequence[str] | None = None) -> int:
    """0, 1 if an expectation failed or the stack refused something, 2 if there is no stack."""
    stack = stack_of("localstack.demo", __doc__, arguments)
    if stack is None:
        return 2
    try:
        return run(stack, lambda text: print(text, flush=True))
    except (HttpRefused, SocketRefused, TimeoutError) as trouble:
        print(f"Stopped: {trouble or 'it took too long'}")
        return 1
    except (ConnectionLost, OSError) as trouble:
        print(f"{trouble}\nIs the stack up? `make up` starts it.")
        return 2
