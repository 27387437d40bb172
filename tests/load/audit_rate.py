"""Audit entries per second of one tenant with 20 writers, on an engine of its own: `python tests/load/audit_rate.py`.

Ours (the entry in the business transaction, blocks sealed afterwards) against a chain whose head is part of every
business transaction, in the same run. Both write the same business row and the same entry.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from greenlight import audit
from greenlight.approvals.digests import sha256
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import new_id

from functions.audit.seal import seal_rest
from infra.progress import say, step
from tests.load import machine
from tests.standins.ledger import open_ledger

TENANT, WRITERS, EACH = "loadtenant", 20, 60
CHAIN = {"pk": f"TENANT#{TENANT}", "sk": "CHAIN"}
Way = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Rate:
    """Transactions per second, and milliseconds of one."""

    name: str
    per_second: float
    median: float
    p99: float


def ours() -> None:
    commit([_business(), _entry()])


def chained() -> None:
    """Each transaction names the head that it found; whoever was slower tries again."""
    while True:
        head = (Items(LEDGER).get(CHAIN) or {}).get("hash", "")
        entry = _entry()
        follows = sha256(head + entry.item["hash"])
        condition = "#hash = :head" if head else "attribute_not_exists(pk)"
        moved = Items(LEDGER).putting(
            {**CHAIN, "hash": follows}, condition=condition, values={":head": head} if head else {},
            names={"#hash": "hash"} if head else {},
        )  # fmt: skip
        try:
            commit([moved, _business(), entry])
        except ConditionFailed:
            continue
        return


def measure(name: str, way: Way, writers: int, each: int) -> Rate:
    def write(_: int) -> list[float]:
        return [_timed(way) for _ in range(each)]

    began = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        taken = sorted(ms for mine in pool.map(write, range(writers)) for ms in mine)
    per_second = len(taken) / (time.perf_counter() - began)
    return Rate(name, per_second, statistics.median(taken), taken[int(len(taken) * 0.99)])


def sealing(way: Way, writers: int, each: int) -> tuple[Rate, int, float]:
    """As `measure`, with a sealer at work; also how many it sealed, and the seconds until the last one was."""
    over, sealed = Event(), [0]

    def seal() -> None:
        while not over.is_set():
            sealed[0] += seal_rest()

    worker = Thread(target=seal)
    worker.start()
    rate = measure("sealed afterwards", way, writers, each)
    over.set()
    worker.join()
    began = time.perf_counter()
    while rest := seal_rest():
        sealed[0] += rest
    return rate, sealed[0], time.perf_counter() - began


def _timed(way: Way) -> float:
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1000


def _business() -> Write:
    row: dict[str, Any] = {"pk": f"TENANT#{TENANT}#THING", "sk": new_id("thg"), "said": "x" * 200}
    return Items(LEDGER).putting(row)


def _entry() -> Write:
    _, write = audit.entry(
        TENANT,
        "thing.done",
        actor="user:usr_1",
        subject="thg_1",
        correlation_id=new_id("cor"),
        details={"n": 1},
    )
    return write


@dataclass(frozen=True, slots=True)
class Compared:
    """`sealed` entries of the last way; the last one so many seconds after the last write."""

    writers: int
    chained: Rate
    unsealed: Rate
    with_sealer: Rate
    sealed: int
    behind: float


def compare(writers: int, each: int) -> Compared:
    """The three ways one after the other, on an engine of its own; `each` are transactions per writer."""
    with tempfile.TemporaryDirectory() as place, open_ledger(Path(place)):
        with step("head in every transaction"):
            slow = measure("head in every transaction", chained, writers, max(each // 6, 1))
        with step("sealed afterwards, no sealer yet"):
            bare = measure("before any sealing", ours, writers, each)
        with step("sealed afterwards, with a sealer at work") as notes:
            fast, sealed, behind = sealing(ours, writers, each)
            notes.append(f"{sealed} sealed, the last {behind:.1f} s after the last write")
    return Compared(writers, slow, bare, fast, sealed, behind)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--each", type=int, default=EACH, help="transactions per writer")
    asked = parser.parse_args()
    say(machine.description())
    found = compare(asked.writers, asked.each)
    for rate in (found.chained, found.unsealed, found.with_sealer):
        say(
            f"{rate.name:28} {rate.per_second:7.0f} tx/s   median {rate.median:6.0f} ms   p99 {rate.p99:6.0f} ms"
        )
    ratios = [rate.per_second / found.chained.per_second for rate in (found.unsealed, found.with_sealer)]
    say(f"ratio {ratios[0]:.1f}, with the sealer on the same cores {ratios[1]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
