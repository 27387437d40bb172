"""What the model is told of a conversation."""

import json

import pytest
from greenlight import agui
from greenlight.threads.chunks import Numbered
from greenlight.threads.history import for_model


def numbered(*events: agui.Event) -> list[Numbered]:
    return [Numbered(seq, "cor_1", event) for seq, event in enumerate(events, start=1)]


def asked(words: str) -> agui.Event:
    message = {"id": "m", "role": "user", "content": words}
    return agui.run_started("t", "r.1", input={"messages": [message]})


@pytest.mark.parametrize("words", ["вес восемьдесят два " * 800, "\n" * 30_000, "x" * 64 * 1024])
def test_the_message_that_a_run_answers_is_told_whatever_its_script(words: str) -> None:
    told = for_model(numbered(asked("hello"), asked(words)), 24 * 1024)
    assert told[-1] == {"role": "user", "content": words}


def test_letters_count_as_the_bytes_that_they_are() -> None:
    told = for_model(numbered(asked("ж" * 4_000), asked("hello")), 9_000)
    assert len(told) == 2


def test_arguments_that_broke_off_do_not_spoil_every_later_turn() -> None:
    """A stream was cut in the middle of a call; servers that read the arguments refuse half a JSON text."""
    cut = numbered(
        asked("hello"), agui.tool_call_start("c", "weights__create"), agui.tool_call_args("c", '{"day": "20')
    )
    call = for_model(cut, 9_000)[1]["tool_calls"][0]
    assert json.loads(call["function"]["arguments"]) == {}
