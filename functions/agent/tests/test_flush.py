"""The rhythm of the flusher, on a clock that a test moves."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Condition, Event

import pytest
from greenlight import agui

from functions.agent.errors import RunClosed
from functions.agent.flush import Flusher
from functions.agent.rhythm import Rhythm

BOUND = 10.0  # seconds; what is waited for takes milliseconds


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + BOUND
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.001)


class HandClock:
    """Stands still until it is moved; knows how long its waiter means to wait."""

    def __init__(self) -> None:
        self.time = 100.0
        self.asked: float | None = None
        self._condition: Condition | None = None

    def now(self) -> float:
        return self.time

    def wait(self, condition: Condition, seconds: float | None) -> None:
        self.asked, self._condition = seconds, condition
        condition.wait(BOUND)
        self.asked = None

    def until_asked(self) -> float:
        until(lambda: self.asked is not None)
        return self.asked or 0.0

    def move(self, seconds: float) -> None:
        assert self._condition
        with self._condition:
            self.time += seconds
            self._condition.notify_all()


class Wire:
    """What the flusher sends into; a `gate` keeps a batch in flight."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, str]] = []
        self.closed = False
        self.gate = Event()
        self.gate.set()

    def holds(self, count: int) -> bool:
        return len(self.batches) == count

    def send(self, number: int, events: Sequence[agui.Event]) -> bool:
        self.batches.append((number, "".join(e.get("delta", "|") for e in events)))
        assert self.gate.wait(BOUND)
        return self.closed


def word(text: str) -> agui.Event:
    return agui.text_content("m", text)


@contextmanager
def flushing() -> Iterator[tuple[Flusher, Wire, HandClock]]:
    wire, clock = Wire(), HandClock()
    with Flusher(wire.send, clock) as out:
        yield out, wire, clock
        wire.gate.set()


def test_the_first_word_goes_at_once_and_later_ones_in_growing_helpings() -> None:
    gaps = []
    with flushing() as (out, wire, clock):
        for count, text in enumerate("abcdef", start=1):
            out.add(word(text))
            if count > 1:
                gaps.append(round(clock.until_asked(), 3))
                clock.move(gaps[-1])
            until(partial(wire.holds, count))
    assert gaps == [0.06, 0.12, 0.25, 0.4, 0.4]
    assert wire.batches == [(n, text) for n, text in enumerate("abcdef", start=1)]


def test_what_comes_while_a_batch_is_in_flight_goes_together_in_the_next() -> None:
    with flushing() as (out, wire, _):
        wire.gate.clear()
        out.add(word("a"))
        until(lambda: len(wire.batches) == 1)
        for text in "bcd":
            out.add(word(text))
        assert len(wire.batches) == 1
        wire.gate.set()
        out.drain()
    assert wire.batches == [(1, "a"), (2, "bcd")]


def test_draining_waits_for_no_gap_and_until_all_has_arrived() -> None:
    with flushing() as (out, wire, _):
        for text in "abc":
            out.add(word(text))
            out.drain()
            assert wire.batches[-1][1] == text


def test_after_draining_the_next_word_goes_at_once_and_the_one_after_waits_again() -> None:
    with flushing() as (out, wire, clock):
        out.add(word("a"))
        out.drain()
        out.add(word("b"))
        until(partial(wire.holds, 2))
        out.add(word("c"))
        assert clock.until_asked() == pytest.approx(0.12)


def test_after_a_pause_the_next_word_goes_at_once_and_the_rhythm_goes_on_where_it_was() -> None:
    rhythm = Rhythm()
    for _ in range(3):
        rhythm.sent(10.0)
    assert rhythm.wait(10.0) == pytest.approx(0.25)
    rhythm.rest()
    assert rhythm.wait(10.0) == 0
    rhythm.sent(10.0)
    assert rhythm.wait(10.1) == pytest.approx(0.3)


def test_events_added_together_start_out_together() -> None:
    with flushing() as (out, wire, _):
        out.add(agui.text_start("m"), word("a"))
        until(partial(wire.holds, 1))
    assert wire.batches == [(1, "|a")]


def test_draining_with_nothing_to_send_sends_nothing() -> None:
    with flushing() as (out, wire, _):
        out.drain()
    assert wire.batches == []


def test_a_closed_run_stops_everything_that_follows() -> None:
    with flushing() as (out, wire, _):
        wire.closed = True
        out.add(word("a"))
        with pytest.raises(RunClosed):
            out.drain()
        with pytest.raises(RunClosed):
            out.add(word("b"))
    assert wire.batches == [(1, "a")]


def test_an_error_of_sending_surfaces_where_the_next_event_is_added_or_drained() -> None:
    def send(number: int, events: Sequence[agui.Event]) -> bool:
        raise ConnectionError(f"batch {number}")

    with Flusher(send) as out:
        out.add(word("a"))
        with pytest.raises(ConnectionError, match="batch 1"):
            out.drain()
        with pytest.raises(ConnectionError):
            out.add(word("b"))


def test_leaving_early_drops_what_waits_and_does_not_hang() -> None:
    with flushing() as (out, wire, _):
        out.add(word("a"))
        until(lambda: len(wire.batches) == 1)
        out.add(word("b"))
    assert wire.batches == [(1, "a")]


def test_many_words_from_a_fast_model_arrive_whole_in_order_and_in_few_batches() -> None:
    sent: list[tuple[int, Sequence[agui.Event]]] = []

    def send(number: int, events: Sequence[agui.Event]) -> bool:
        sent.append((number, events))
        return False

    with Flusher(send) as out:
        for n in range(2000):
            out.add(word(f"{n} "))
        out.drain()
    text = "".join(e["delta"] for _, events in sent for e in events)
    assert text == "".join(f"{n} " for n in range(2000))
    assert [number for number, _ in sent] == list(range(1, len(sent) + 1))
    assert len(sent) < 20


def test_what_nobody_reads_word_by_word_waits_for_the_longest_gap_or_for_a_word() -> None:
    """A call's arguments grow for a machine: they do not each cost a write."""
    with flushing() as (out, wire, clock):
        out.add(agui.tool_call_start("c", "weights__create"))
        out.add(agui.tool_call_args("c", '{"kg":'))
        assert clock.until_asked() == pytest.approx(0.4)
        assert wire.batches == []
        clock.move(0.4)
        until(partial(wire.holds, 1))
        out.add(agui.tool_call_args("c", "82.5}"))
        out.add(agui.tool_call_end("c"))
        out.drain()
    assert [text for _, text in wire.batches] == ['|{"kg":', "82.5}|"]
