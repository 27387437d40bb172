"""What a turn costs: its calls counted at the engine, its Lambdas' durations from their own reports."""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any

from localstack.model.server import CHUNKS
from localstack.stack.clients import session
from tests.load.arena import Arena
from tests.load.contestants import Greenlight
from tests.load.prices import REPORTED, Usage
from tests.load.turns import one_turn, script

TURNS = 10
REPORT = re.compile(r"Billed Duration: (\d+) ms\s+Memory Size: (\d+) MB")


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
        await _settled()
        since = int(time.time() * 1000)
        arena.tally(on=True)
        turns = [await one_turn(person, next(texts)) for _ in range(TURNS)]
        await _settled()
        counted = arena.tally(on=False)
    arena.model(delay_ms=0)
    failed = tuple(turn.failed for turn in turns if turn.failed)
    logs = _logs(arena, since)
    used = usage(counted, [text for _, text in logs])
    return Costed(model_seconds, used, _per_turn(counted), _billed(logs), failed)


async def _settled() -> None:
    """The last Lambdas of a turn end after its last event; their reports come within a second."""
    await asyncio.sleep(1.5)


def usage(counted: dict[str, int], logs: list[str]) -> Usage:
    reports = [match for message in logs if (match := REPORT.search(message))]
    per = {name: amount / TURNS for name, amount in counted.items()}
    return Usage(
        invocations=len(reports) / TURNS,
        gb_seconds=sum(int(ms) / 1000 * int(mb) / 1024 for ms, mb in (r.groups() for r in reports)) / TURNS,
        writes=per.get("dynamodb write units", 0),
        reads=per.get("dynamodb half read units", 0) / 2,
        messages=per.get("socket.in", 0) + per.get("socket.out", 0),
        signatures=sum(amount for name, amount in per.items() if name.startswith("kms.")),
        secrets=sum(amount for name, amount in per.items() if name.startswith("secretsmanager.")),
        log_bytes=sum(len(message.encode()) + REPORTED for message in logs) / TURNS,
    )


def _billed(logs: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Invocations and billed milliseconds per turn, by Lambda."""
    reports = [(name, int(match[1])) for name, message in logs if (match := REPORT.search(message))]
    names = sorted({name for name, _ in reports})
    each = {name: [ms for found, ms in reports if found == name] for name in names}
    return {name: (len(ms) / TURNS, sum(ms) / TURNS) for name, ms in each.items()}


def _per_turn(counted: dict[str, int]) -> dict[str, float]:
    return {name: round(amount / TURNS, 2) for name, amount in sorted(counted.items())}


def _logs(arena: Arena, since: int) -> list[tuple[str, str]]:
    """Every log line since then with its Lambda's name, save the sweeper's: it runs by the clock, not by the turn."""
    logs: Any = session(arena.stack["endpoint_url"]).client("logs")
    named = (page["logGroups"] for page in logs.get_paginator("describe_log_groups").paginate())
    groups = [group["logGroupName"] for page in named for group in page]
    return [
        (group.partition(arena.stack["prefix"] + "-")[2], event["message"])
        for group in groups
        if not group.endswith("-sweep")
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
        for event in page["events"]
    ]
