"""The event log of one thread on a table in memory; under fire it is tested on the engine (tests/e2e)."""

import time
from collections import Counter
from typing import Any

import pytest
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id
from greenlight.threads.chunks import Batch, Chunk, first_chunk, next_chunk
from greenlight.threads.log import EventLog

pytestmark = pytest.mark.usefixtures("account")
KEYS = Keys("acmehealth")
LEG = "run_x.1"


class CountedItems(Items):
    """A table that counts what is asked of it."""

    def __init__(self) -> None:
        super().__init__(THREADS)
        self.asked: Counter[str] = Counter()

    def update(self, *args: Any, **kwargs: Any) -> Item:
        self.asked["update"] += 1
        return super().update(*args, **kwargs)

    def put(self, *args: Any, **kwargs: Any) -> None:
        self.asked["put"] += 1
        super().put(*args, **kwargs)

    def query(self, *args: Any, **kwargs: Any) -> Any:
        self.asked["query"] += 1
        return super().query(*args, **kwargs)


def batch(number: int, leg: str = LEG, count: int = 1, close: str = "") -> Batch:
    return Batch(leg, number, "cor_1", [{"type": "CUSTOM", "name": "n", "value": number}] * count, close)


def written_by_another(thread: str, chunks: int) -> Chunk:
    """Another process goes on for so many full chunks of one event each; the newest is open."""
    items = Items(THREADS)
    chunk = items.update(KEYS.chunk(thread, 1), "SET sealed = :yes", values={":yes": True})
    for _ in range(chunks):
        following = next_chunk(chunk, int(time.time()))
        full = {"events": chunk["events"][:1], "filled": 1, "octets": 2048, "sealed": True}
        chunk = {**KEYS.chunk(thread, following["base"]), **following, **full}
        items.put(chunk)
    return chunk


def test_a_process_that_was_last_here_many_chunks_ago_finds_the_newest_at_once() -> None:
    thread, items = new_id("thr"), CountedItems()
    log = EventLog(KEYS, thread, items)
    log.append(batch(1))
    newest = written_by_another(thread, chunks=220)
    items.asked.clear()
    done = log.append(batch(2))
    assert done.last_seq == newest["base"] + newest["filled"]
    assert items.asked.total() < 8


def test_a_number_beyond_all_numbers_reads_nothing() -> None:
    thread = new_id("thr")
    log = EventLog(KEYS, thread)
    log.append(batch(1))
    assert log.read(10**40) == []


def test_a_repeat_after_the_end_learns_that_it_is_the_end() -> None:
    """Also the writer whose own words were stored before somebody else shut the leg."""
    log = EventLog(KEYS, new_id("thr"))
    log.append(batch(1))
    log.append(Batch(f"{LEG}:end", 0, "cor_1", [{"type": "RUN_ERROR", "message": "x"}], close="failed"))
    assert log.append(batch(1)).closed == "failed"


def test_a_thread_of_many_short_runs_does_not_carry_them_all_along() -> None:
    now = int(time.time())
    ended = {f"run_{n}.1": {"until": now + 60, "status": "succeeded"} for n in range(500)}
    following = next_chunk(first_chunk() | {"closed": ended}, now)
    assert len(following["closed"]) <= 100
    assert "run_499.1" in following["closed"]
