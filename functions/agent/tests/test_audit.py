"""Audit mode: nothing reaches the model, and no word reaches the thread, before a person has seen it."""

import json
from typing import Any

import pytest

from functions.agent.tests.fakes import FakePlatform, play
from functions.agent.tests.stand_in import Reply, StandIn, calls, says, standing_in

ASKED = {"status": "approval_required", "approval_id": "apr_1", "interrupt": {}}
DENIED = {"status": "denied", "rule": "person", "detail": "It names a client."}
LOAD = calls("load_capability", {"domain": "weights"}, before="One moment.")
CREATE = calls("weights__create", {"day": "2026-11-20", "kg": 82.5}, before="One moment.")


def leg(gates: list[str], *script: Reply, reviews: Any = (), **context: Any) -> tuple[FakePlatform, StandIn]:
    platform = FakePlatform(audit=gates, **context)
    platform.reviews = list(reviews)
    with standing_in(*script) as model:
        play(model.url, platform)
    return platform, model


def test_without_a_gate_nobody_is_asked() -> None:
    platform, _ = leg([], says("Hello."))
    assert platform.asked_to("review") == []


def test_the_context_waits_before_the_model_has_read_any_of_it() -> None:
    platform, model = leg(["context"], says("Hello."), reviews=[ASKED])
    assert model.requests == []
    assert platform.parked
    assert platform.events == []


def test_what_is_reviewed_is_exactly_what_the_model_then_gets() -> None:
    platform, model = leg(["context"], says("Hello."), loaded=["weights"])
    (review,) = platform.asked_to("review")
    assert review["arguments"]["messages"] == model.requests[0]["messages"]
    assert review["arguments"]["tools"] == [t["function"]["name"] for t in model.requests[0]["tools"]]
    assert (review["kind"], review["call_id"], review["run_id"]) == ("context", "run_1.1.context", "run_1")
    assert platform.kinds[-1] == "RUN_FINISHED"


def test_the_leg_after_asks_for_the_same_so_that_the_approval_fits_it() -> None:
    long = "run_01JABCDEFGHJKMNPQRSTVWXYZ0.1.2.0:call_abcdefghijklmnop"
    call = {"id": long, "type": "function", "function": {"name": "weights__get", "arguments": "{}"}}
    told = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": long, "content": "{}"},
    ]
    asked = []
    for number in (1, 2):
        leg_id = {"leg": number, "agui_run_id": f"run_1.{number}"}
        platform, _ = leg(
            ["context"], reviews=[ASKED], messages=told, loaded=["weights", "profile"], **leg_id
        )
        asked.append(platform.asked_to("review")[0]["arguments"])
    assert asked[0] == asked[1]


def test_a_context_that_a_person_denies_ends_the_run_with_his_reason() -> None:
    platform, model = leg(["context"], says("Hello."), reviews=[DENIED])
    assert model.requests == []
    assert platform.error == "context_denied"
    assert "It names a client." in platform.events[-1]["message"]


@pytest.mark.parametrize("step", [LOAD, CREATE])
def test_each_model_call_has_a_context_of_its_own_so_a_leg_has_one_call(step: Reply) -> None:
    loaded = [] if step is LOAD else ["weights"]
    platform, model = leg(["context"], step, says("Too soon."), loaded=loaded)
    assert len(model.requests) == 1
    assert platform.parked["loaded"] == ["weights"]
    assert len(platform.executed) == (step is CREATE)


def test_a_step_that_gives_the_next_context_nothing_new_ends_the_run() -> None:
    """Else the same context would be read, and the same domain asked for, for ever."""
    platform, _ = leg(["context"], calls("load_capability", {"domain": "stars"}))
    assert platform.error == "nothing_new"
    assert not platform.parked


def test_no_word_leaves_while_the_final_answer_is_held() -> None:
    platform, _ = leg(["final"], CREATE, says("Saved: ", "82.5 kg."), reviews=[ASKED], loaded=["weights"])
    assert platform.kinds == ["TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END"]
    assert "parentMessageId" not in platform.events[0], "that message was never sent"
    (review,) = platform.asked_to("review")
    assert (review["kind"], review["call_id"]) == ("final", "run_1.1.final")
    assert review["arguments"] == {"text": "Saved: 82.5 kg."}
    assert platform.parked


def test_an_answer_that_needs_nobody_any_more_is_told_whole() -> None:
    platform, _ = leg(["final"], says("Hello ", "there."))
    assert platform.kinds == [
        "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END", "RUN_FINISHED",
    ]  # fmt: skip
    assert platform.text == "Hello there."
    assert platform.events[0]["messageId"].startswith("run_1.1.")


def test_an_answer_that_is_denied_outright_is_not_shown() -> None:
    platform, _ = leg(["final"], says("Hello."), reviews=[DENIED])
    assert (platform.error, platform.text) == ("final_denied", "")


def test_there_is_nothing_to_review_in_an_empty_answer() -> None:
    platform, _ = leg(["final"], says(" "))
    assert platform.asked_to("review") == []
    assert platform.kinds == ["RUN_FINISHED"]


def test_a_withheld_answer_is_in_no_event_even_where_the_model_breaks_off() -> None:
    half = Reply([*says("The secret plan").chunks[:1]], cut=True)
    platform, _ = leg(["final"], half)
    assert platform.error == "model_broke_off"
    assert "secret" not in json.dumps(platform.events)


def test_a_platform_that_talks_nonsense_at_a_review_lets_nothing_pass() -> None:
    for gate in ("context", "final"):
        platform, _ = leg([gate], says("Hello."), reviews=[{"errorMessage": "boom"}])
        assert (platform.error, platform.text) == ("platform_fault", "")
