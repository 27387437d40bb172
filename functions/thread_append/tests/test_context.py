"""What a leg starts from, beyond the conversation: earlier domains, gates, and reviewers' notes."""

from typing import Any

from greenlight import agui
from greenlight.agents import HiredAgent
from greenlight.threads.chunks import Numbered, text_of
from greenlight.threads.reader import EventReader

from functions.thread_append.context import READ, compile_context, window

RUN = {
    "run_id": "run_1", "thread_id": "thr_1", "leg": 2, "timezone": "UTC", "message": "log 82.5 kg",
    "catalogue_hash": "c0ffee",
}  # fmt: skip
EVENTS = [Numbered(1, "cor_1", agui.tool_call_start("run_1.1.1.0", "weights__create"))]


def compiled(**run: Any) -> dict[str, Any]:
    agent = HiredAgent("agt_1", "Ada", "coach.v1", "active", ("*",), "coach")
    return compile_context({**RUN, **run}, agent, EVENTS)


def test_domains_that_an_earlier_leg_opened_and_those_that_were_used_are_on_offer_in_one_order() -> None:
    """The order in which they came would change with what is stored of the run, and so the context with it."""
    assert compiled(loaded=["weights", "profile"])["loaded"] == ["profile", "weights"]
    assert compiled(loaded=["zebra"])["loaded"] == ["weights", "zebra"]
    assert compiled()["loaded"] == ["weights"]


def test_the_gates_of_the_run_are_told() -> None:
    assert compiled(audit=["context", "final"])["audit"] == ["context", "final"]
    assert compiled()["audit"] == []


def test_notes_of_reviewers_have_the_last_word() -> None:
    messages = compiled(notes=["Be brief.", "No figures."])["messages"]
    assert [m["content"] for m in messages[-2:]] == [
        "Reviewer's note: Be brief.",
        "Reviewer's note: No figures.",
    ]
    assert {m["role"] for m in messages[-2:]} == {"system"}


def test_a_later_leg_knows_its_message_though_its_start_does_not_repeat_it() -> None:
    assert compiled()["messages"][0] == {"role": "user", "content": "log 82.5 kg"}


def test_the_same_run_gives_the_same_context() -> None:
    assert compiled(notes=["Be brief."]) == compiled(notes=["Be brief."])


class Log(EventReader):
    """A log of as many events as asked for; `newest` hands out the last ones whose texts fill the size."""

    def __init__(self, *events: agui.Event) -> None:
        self.events = [Numbered(seq, "cor_1", event) for seq, event in enumerate(events, start=1)]

    def newest(self, size: int) -> list[Numbered]:
        found: list[Numbered] = []
        for event in reversed(self.events):
            found.insert(0, event)
            size -= len(text_of(event.event))
            if size <= 0:
                break
        return found


def talk(size: int) -> list[agui.Event]:
    """Events of about so many bytes."""
    return [agui.text_content("m", "x" * 900) for _ in range(size // 960)]


BEGUN = agui.run_started("thr_1", "run_1.1", input={"messages": []}, metadata={"run_id": "run_1"})
RUN_3 = {**RUN, "leg": 3}


def test_what_a_leg_adds_pushes_nothing_from_before_out_of_the_window() -> None:
    asked = window(Log(*talk(200_000), BEGUN), {**RUN, "leg": 1})
    later = window(Log(*talk(200_000), BEGUN, *talk(30_000)), RUN_3)
    assert later[: len(asked)] == asked
    assert 0 < READ - sum(len(text_of(e.event)) for e in asked[:-1]) < 1000


def test_a_run_that_waited_while_much_was_said_still_has_its_beginning() -> None:
    found = window(Log(*talk(200_000), BEGUN, *talk(300_000)), RUN_3)
    assert BEGUN in [numbered.event for numbered in found]


def test_a_short_thread_is_read_whole() -> None:
    log = Log(*talk(3_000), BEGUN)
    assert window(log, RUN) == log.events
