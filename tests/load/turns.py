"""Turn latency one at a time, and turns per second with many sockets; the two designs take turns on one machine."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from statistics import median, quantiles

from websockets.exceptions import ConnectionClosed

from localstack.client.socket_client import SocketRefused
from localstack.client.socket_link import ConnectionLost
from tests.load.arena import Arena
from tests.load.contestants import PATIENCE, Baseline, Contestant, Greenlight, Turn
from tests.load.machine import cpu_seconds

WARM_UP = 5
Make = Callable[[Arena, int], Contestant]
TROUBLE = (ConnectionClosed, ConnectionLost, SocketRefused, OSError, TimeoutError, KeyError, ValueError)


FIRST_DAY = date(1990, 1, 1)
DAYS = count()


def script() -> Iterator[str]:
    """A message for a day that no turn of this run has used, so that every turn writes a row of its own."""
    for number in DAYS:
        yield f"log {60 + number % 40}.5 kg for {FIRST_DAY + timedelta(days=number)}"


@dataclass(frozen=True)
class Measured:
    """Milliseconds; `rate` in turns per second, `cpu` in milliseconds of server processes per turn."""

    turns: int
    failed: int
    median: float
    p95: float
    first_event: float
    first_token: float
    rate: float
    cpu: float
    reasons: tuple[str, ...] = ()


def summary(turns: Sequence[Turn], seconds: float, cpu: float) -> Measured:
    good = [t for t in turns if not t.failed] or list(turns)
    totals = [t.total * 1000 for t in good]
    return Measured(
        turns=len(turns),
        failed=sum(1 for t in turns if t.failed),
        median=median(totals),
        p95=quantiles(totals, n=20)[-1] if len(totals) > 1 else totals[0],
        first_event=median(t.first_event * 1000 for t in good),
        first_token=median(t.first_token * 1000 for t in good),
        rate=len(turns) / seconds,
        cpu=cpu * 1000 / len(turns),
        reasons=tuple(sorted({t.failed for t in turns if t.failed}))[:5],
    )


async def one_turn(contestant: Contestant, text: str) -> Turn:
    """A turn that does not end, or loses its socket, is a failed one."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await contestant.turn(text)
    except TROUBLE as trouble:
        return Turn(PATIENCE, PATIENCE, PATIENCE, f"{type(trouble).__name__}: {trouble}")


async def sequential(arena: Arena, turns: int) -> dict[str, Measured]:
    """One turn of each in alternation, each in one thread; the first ones are not counted."""
    texts, found = script(), {name: list[Turn]() for name in CONTESTANTS}
    busy = dict.fromkeys(CONTESTANTS, 0.0)
    async with Greenlight(arena, 0) as ours, Baseline(arena, 0) as theirs:
        for number in range(WARM_UP + turns):
            text = next(texts)
            for name, contestant in (("greenlight", ours), ("baseline", theirs)):
                before = cpu_seconds(_pids(arena, name))
                turn = await one_turn(contestant, text)
                if number >= WARM_UP:
                    found[name].append(turn)
                    busy[name] += cpu_seconds(_pids(arena, name)) - before
    return {name: summary(done, sum(t.total for t in done), busy[name]) for name, done in found.items()}


async def crowded(arena: Arena, name: str, sockets: int, each: int) -> Measured:
    """`sockets` people at once, each saying `each` things; connecting and each one's first turn are not counted."""
    people = [CONTESTANTS[name](arena, number) for number in range(sockets)]
    await asyncio.gather(*(person.__aenter__() for person in people))
    await asyncio.gather(*(_talk(person, 1) for person in people))
    before, start = cpu_seconds(_pids(arena, name)), time.perf_counter()
    done = await asyncio.gather(*(_talk(person, each) for person in people))
    seconds, cpu = time.perf_counter() - start, cpu_seconds(_pids(arena, name)) - before
    await asyncio.gather(*(person.__aexit__() for person in people))
    return summary([turn for turns in done for turn in turns], seconds, cpu)


async def _talk(person: Contestant, each: int) -> list[Turn]:
    texts = script()
    return [await one_turn(person, next(texts)) for _ in range(each)]


def _pids(arena: Arena, name: str) -> list[int]:
    return arena.stack_pids if name == "greenlight" else arena.baseline_pids


CONTESTANTS: dict[str, Make] = {"greenlight": Greenlight, "baseline": Baseline}
