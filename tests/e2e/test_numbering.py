"""The event log under fire, on the engine's DynamoDB: many writers, every batch twice, crashes at any write."""

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id
from greenlight.threads.chunks import CHUNK_BYTES, CHUNK_EVENTS, Batch
from greenlight.threads.log import EventLog

pytestmark = pytest.mark.e2e
KEYS = Keys("numbering")


class Crash(Exception):
    """The writer dies here."""


class CrashingItems(Items):
    """A table whose writers die one time in `one_in`: before a write, or after it when it is done already."""

    def __init__(self, seed: int, one_in: int = 12) -> None:
        super().__init__(THREADS)
        self._random, self._one_in = random.Random(seed), one_in
        self.crashes = 0

    def update(self, *args: Any, **kwargs: Any) -> Item:
        self._maybe()
        done = super().update(*args, **kwargs)
        self._maybe()
        return done

    def put(self, *args: Any, **kwargs: Any) -> None:
        self._maybe()
        super().put(*args, **kwargs)
        self._maybe()

    def _maybe(self) -> None:
        if self._random.randrange(self._one_in) == 0:
            self.crashes += 1
            raise Crash


def _write(thread_id: str, leg: str, batches: int, seed: int) -> int:
    """One writer that sends every batch twice, and again after each crash, as at-least-once delivery does."""
    items = CrashingItems(seed)
    for number in range(1, batches + 1):
        delivered = 0
        while delivered < 2:
            try:
                EventLog(KEYS, thread_id, items).append(_batch(leg, number))
            except Crash:
                continue
            delivered += 1
    return items.crashes


def _batch(leg: str, number: int, close: str = "") -> Batch:
    events = [{"type": "CUSTOM", "name": leg, "value": number * 10 + i} for i in range(number % 3 + 1)]
    return Batch(leg, number, "cor_test", events, close)


def test_twenty_writers_leave_no_gap_no_double_and_their_own_order(stack: Any) -> None:
    thread_id, legs, batches = new_id("thr"), [f"run_{n:02d}.1" for n in range(20)], 17
    with ThreadPoolExecutor(20) as pool:
        crashes = sum(pool.map(lambda n: _write(thread_id, legs[n], batches, seed=n), range(20)))
    found = EventLog(KEYS, thread_id).read(limit=10_000)

    assert crashes > 50, "the test injected too few crashes to prove anything"
    assert [event.seq for event in found] == list(range(1, len(found) + 1))
    told: dict[str, list[int]] = defaultdict(list)
    for numbered in found:
        told[numbered.event["name"]].append(numbered.event["value"])
    expected = [event["value"] for number in range(1, batches + 1) for event in _batch("", number).events]
    assert told == dict.fromkeys(legs, expected)


def test_chunks_stay_small(stack: Any) -> None:
    thread_id = new_id("thr")
    for number in range(1, 30):
        EventLog(KEYS, thread_id).append(_batch("run_a.1", number))
    chunks = list(Items(THREADS).every(KEYS.thread(thread_id)["pk"], begins="CHUNK#"))
    assert len(chunks) > 2
    assert all(c["filled"] <= CHUNK_EVENTS and c["octets"] <= CHUNK_BYTES for c in chunks)
    assert [c.get("sealed", False) for c in chunks] == [True] * (len(chunks) - 1) + [False]


def test_one_large_event_gets_a_chunk_of_its_own_and_a_large_batch_is_split(stack: Any) -> None:
    thread_id = new_id("thr")
    large = [{"type": "CUSTOM", "name": "n", "value": "x" * size} for size in (5000, 10, 10)]
    many = [{"type": "CUSTOM", "name": "n", "value": n} for n in range(40)]
    log = EventLog(KEYS, thread_id)
    log.append(Batch("run_a.1", 1, "c", large))
    done = log.append(Batch("run_a.1", 2, "c", many))
    assert [e.seq for e in done.new] == list(range(4, 44))
    assert [e.event["value"] for e in log.read(3, 100)] == list(range(40))


def test_after_the_end_of_a_leg_a_late_writer_is_told_so_and_stores_nothing(stack: Any) -> None:
    thread_id = new_id("thr")
    log = EventLog(KEYS, thread_id)
    log.append(_batch("run_a.1", 1))
    log.append(_batch("run_a.1", 2, close="failed"))
    for number in range(1, 40):  # the end must be remembered over many chunks
        log.append(_batch("run_b.1", number))
    before = log.read(limit=1000)
    for late in (_batch("run_a.1", 3), Batch("run_a.1:call_1", 1, "c", [{"type": "X"}])):
        done = log.append(late)
        assert (done.closed, done.new) == ("failed", [])
    assert log.read(limit=1000) == before


def test_a_listener_misses_nothing_between_replay_and_push(stack: Any) -> None:
    """Whoever registers at number n is pushed every event after n, over sealed chunks too."""
    thread_id = new_id("thr")
    log = EventLog(KEYS, thread_id)
    log.append(_batch("run_a.1", 1))
    pushed: list[int] = []

    def write(number: int) -> None:
        done = EventLog(KEYS, thread_id).append(_batch("run_a.1", number))
        if "conn=" in done.sockets:
            pushed.extend(e.seq for e in done.new)

    for number in range(2, 8):
        write(number)
    last = log.listen("conn=", 4_000_000_000)
    for number in range(8, 30):
        write(number)
    end = log.read(limit=1000)[-1].seq
    assert pushed == list(range(last + 1, end + 1))
    log.forget("conn=")
    write(30)
    assert pushed[-1] == end


def test_a_socket_that_expired_is_not_carried_into_the_next_chunk(stack: Any) -> None:
    thread_id = new_id("thr")
    log = EventLog(KEYS, thread_id)
    log.append(_batch("run_a.1", 1))
    log.listen("old=", 1)
    for number in range(2, 20):
        done = log.append(_batch("run_a.1", number))
    assert "old=" not in done.sockets
