"""The demonstration's expectations can fail: each is shown a turn that went well, and one in which one thing is off."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from localstack.demo import expect
from localstack.demo.scenes import FINAL, NOTE, REASON, Choice, scenes
from localstack.demo.transcript import Transcript
from localstack.demo.turn import Told

Json = dict[str, Any]
ME = "usr_1"
EXACT = "POST /x HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n{}"


def record(kind: str, status: str = "approved", **more: Any) -> Json:
    told = {
        "kind": kind,
        "status": status,
        "decided_by": ME,
        "note": "",
        "edit": {},
        "digest": "d1",
        "exact": EXACT,
    }
    return told | {"arguments": {"text": "mine"}} | more


def story(call: Json, final: Json, words: str, **result: Any) -> Told:
    told = Told()
    told.asked = [record("context"), record("context"), record("tool_call"), record("final")]
    told.decided = [record("context", note=f"Begin with “{NOTE}”"), record("context"), call, final]
    told.events = [
        {"type": "TOOL_CALL_RESULT", "content": json.dumps({"status": "ok"} | result)},
        {"type": "TEXT_MESSAGE_CONTENT", "delta": words},
        {"type": "RUN_FINISHED"},
    ]
    return told


def edited() -> Told:
    change = {"before_digest": "d1", "diff": [{"op": "replace", "path": "/kg", "from": 82.5, "value": 82.4}]}
    call = record("tool_call", "edited", digest="d2", edit=change)
    return story(call, record("final"), f"{NOTE} 82.4 instead of 82.5.", edited={"arguments": {}})


def denied() -> Told:
    return story(record("tool_call", "denied"), record("final"), f"A no: {REASON}.", status="denied")


def sent() -> Told:
    return story(record("tool_call"), record("final", "edited"), FINAL, result={"status_code": 200})


def failed(judge: Callable[..., None], *given: Any) -> list[str]:
    say = Transcript(lambda _: None)
    judge(say, *given)
    return say.failed


def test_turns_that_went_well_fulfil_everything() -> None:
    assert failed(expect.edited, edited(), {"kg": 82.4}) == []
    assert failed(expect.denied, denied(), {}) == []
    assert failed(expect.sent, sent(), [EXACT]) == []
    for told in (edited(), denied(), sent()):
        assert failed(expect.every_turn, told, ME) == []


@pytest.mark.parametrize("arrived", [[], [EXACT, EXACT], [f"{EXACT} "]])
def test_a_request_that_is_missing_doubled_or_another_is_noticed(arrived: list[str]) -> None:
    assert "byte for byte" in failed(expect.sent, sent(), arrived)[0]


def test_a_row_that_should_not_be_there_or_is_another_is_noticed() -> None:
    assert failed(expect.denied, denied(), {"kg": 90})
    assert failed(expect.edited, edited(), {"kg": 82.5})


def test_a_word_that_was_withheld_and_still_told_is_noticed() -> None:
    told = sent()
    told.events.insert(0, {"type": "TEXT_MESSAGE_CONTENT", "delta": "mine"})
    assert len(failed(expect.sent, told, [EXACT])) == 2


def test_somebody_elses_decision_and_a_turn_without_an_answer_are_noticed() -> None:
    told = copy.deepcopy(edited())
    told.decided[1]["decided_by"] = "usr_2"
    told.decided.pop()
    assert len(failed(expect.every_turn, told, ME)) == 2


def test_one_expectation_that_fails_is_the_exit_code() -> None:
    lines: list[str] = []
    say = Transcript(lines.append)
    say.expect("the sun shines", holds=True)
    assert say.end() == 0
    say.expect("it rains", holds=False)
    assert say.end() == 1
    assert "  ✗ it rains" in lines


def test_a_verdict_is_about_exactly_what_is_shown() -> None:
    first, second, third = scenes("2001-01-01", "2001-01-02", "http://127.0.0.1:1/x")
    shown = {"kind": "tool_call", "digest": "d1", "arguments": {"day": "2001-01-01", "kg": 82.5}}
    assert first.choose(shown, 0).body(shown) == {
        "verdict": "edit", "digest": "d1", "arguments": {"day": "2001-01-01", "kg": 82.4},
    }  # fmt: skip
    assert second.choose(shown, 0).body(shown)["note"] == f"{REASON}."
    assert third.choose(shown | {"kind": "context"}, 0) == Choice()
    assert NOTE in first.choose(shown | {"kind": "context"}, 0).note
    assert first.choose(shown | {"kind": "context"}, 1) == Choice()
