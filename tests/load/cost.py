"""What a turn costs: its calls counted at the engine, its Lambdas' durations from their own reports."""

import asyncio
import time
from dataclasses import dataclass

from localstack.model.server import CHUNKS
from tests.load.arena import Arena
from tests.load.contestants import Greenlight
from tests.load.lambda_logs import Log, billed, gb_seconds, invocations, logs_since, unscheduled
from tests.load.prices import REPORTED, Usage
from tests.load.turns import one_turn, script

TURNS = 10


@dataclass(frozen=True)
class Costed:
    """One model speed: `seconds` is what the model took in a turn; `lambdas` are invocations and billed ms per turn."""

    seconds: float
    usage: Usage
    calls: dict[str, float]
    lambdas: dict[str, tuple[float, float]]
    reasons: tuple[str, ...]


async def measure(arena: Arena, model_seconds: float) -> Costed:
    """Warm turns in one thread, with a model that takes so long in all; the domain was loaded in the first turn."""
    async with Greenlight(arena, 0) as person:
        texts = script()
        arena.model(delay_ms=0)
        await one_turn(person, next(texts))
        before = arena.model()[CHUNKS]
        await one_turn(person, next(texts))
        arena.model(delay_ms=1000 * model_seconds / (arena.model()[CHUNKS] - before))
        await one_turn(person, next(texts))
        with unscheduled(arena.stack):
            await _settled()
            since = int(time.time() * 1000)
            arena.tally(on=True)
            turns = [await one_turn(person, next(texts)) for _ in range(TURNS)]
            await _settled()
            counted = arena.tally(on=False)
    arena.model(delay_ms=0)
    failed = tuple(turn.failed for turn in turns if turn.failed)
    logs = logs_since(arena.stack, since)
    return Costed(model_seconds, usage(counted, logs, TURNS), _per_turn(counted), billed(logs, TURNS), failed)


async def _settled() -> None:
    """The last Lambdas of a turn end after its last event; their reports come within a second."""
    await asyncio.sleep(1.5)


def usage(counted: dict[str, int], logs: list[Log], times: int) -> Usage:
    """Of one time, on average; `counted` is a tally's."""
    per = {name: amount / times for name, amount in counted.items()}
    return Usage(
        invocations=invocations(logs) / times,
        gb_seconds=gb_seconds(logs) / times,
        writes=per.get("dynamodb write units", 0),
        reads=per.get("dynamodb half read units", 0) / 2,
        messages=per.get("socket.in", 0) + per.get("socket.out", 0),
        signatures=sum(amount for name, amount in per.items() if name.startswith("kms.")),
        secrets=sum(amount for name, amount in per.items() if name.startswith("secretsmanager.")),
        log_bytes=sum(len(text.encode()) + REPORTED for _, text in logs) / times,
    )


def _per_turn(counted: dict[str, int]) -> dict[str, float]:
    return {name: round(amount / TURNS, 2) for name, amount in sorted(counted.items()) if "units" not in name}
