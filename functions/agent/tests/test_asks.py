"""A step in which a person is asked: the other calls go on, and then the leg ends without a word of its own."""

import json
from typing import Any

import pytest

from functions.agent.tests.fakes import FakePlatform, play
from functions.agent.tests.stand_in import Reply, call_chunks, calls, delta, says, standing_in, usage

ASKED = {"status": "approval_required", "approval_id": "apr_1", "interrupt": {"id": "apr_1"}}
DONE = {"status": "ok", "result": {"day": "2026-11-20", "kg": 82.5}}
CREATE = calls("weights__create", {"day": "2026-11-20", "kg": 82.5})
ENDS = {"RUN_FINISHED", "RUN_ERROR"}


def several(*arguments: Any, domain: str = "") -> Reply:
    """One step with several calls of `weights.create`, at last a domain to open."""
    chunks = []
    for index, given in enumerate(arguments):
        text = given if isinstance(given, str) else json.dumps(given)
        chunks += call_chunks("weights__create", text, f"c{index}", index)
    if domain:
        chunks += call_chunks("load_capability", json.dumps({"domain": domain}), "load", len(arguments))
    return Reply([*chunks, delta("tool_calls"), usage(100, 20)])


def leg(*script: Reply, results: list[Any], **context: Any) -> FakePlatform:
    platform = FakePlatform(loaded=["weights"], **context)
    platform.results = results
    with standing_in(*script) as model:
        play(model.url, platform)
        assert not model.script, "the model was asked less often than meant"
    return platform


def test_a_call_that_asks_ends_the_leg_and_the_platform_has_the_last_word() -> None:
    platform = leg(CREATE, results=[ASKED])
    assert platform.kinds == ["TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END"]
    assert platform.parked["op"] == "park"
    assert platform.parked["run_id"] == "run_1"


def test_the_other_calls_of_the_step_are_carried_out_before_the_leg_is_parked() -> None:
    platform = leg(several({"kg": 81}, {"kg": 82}, {"kg": 83}), results=[ASKED, DONE, ASKED])
    assert [body["arguments"]["kg"] for body in platform.executed] == [81, 82, 83]
    assert len(platform.asked_to("park")) == 1
    assert not ENDS & set(platform.kinds)


def test_domains_opened_on_the_way_are_handed_over_with_those_from_before() -> None:
    platform = leg(several({"kg": 81}, domain="profile"), results=[ASKED])
    assert platform.parked["loaded"] == ["weights", "profile"]
    assert platform.kinds[-2:] == ["STEP_STARTED", "STEP_FINISHED"], "all that happened is told before"


def test_what_the_leg_used_is_handed_over_since_it_has_no_end_of_its_own() -> None:
    assert leg(CREATE, results=[ASKED]).parked["usage"][0]["totalTokens"] == 120


def test_a_step_with_a_call_that_cannot_be_read_does_nothing_by_halves() -> None:
    platform = leg(several({"kg": 81}, '{"kg": 8'), results=[ASKED])
    assert platform.error == "malformed_arguments"
    assert platform.executed == []
    assert not platform.parked


def test_without_a_call_that_asks_nothing_is_parked() -> None:
    platform = leg(CREATE, says("Saved."), results=[DONE])
    assert not platform.parked
    assert platform.kinds[-1] == "RUN_FINISHED"


def test_parking_is_asked_again_where_the_answer_was_lost() -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.results = [ASKED]
    platform.on_park = lambda: platform.lost.update(executor=1)
    with standing_in(CREATE) as model:
        play(model.url, platform)
    assert len(platform.asked_to("park")) == 2


def test_the_next_leg_goes_on_from_what_its_brief_tells() -> None:
    call = {
        "id": "run_1.1.1.0",
        "type": "function",
        "function": {"name": "weights__create", "arguments": "{}"},
    }
    answered = {"status": "denied", "rule": "person", "detail": "Weigh again in the morning."}
    told = [
        {"role": "user", "content": "log 82.5 kg"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "run_1.1.1.0", "content": json.dumps(answered)},
        {"role": "system", "content": "Reviewer's note: be brief"},
    ]
    platform = FakePlatform(loaded=["weights"], messages=told, leg=2, agui_run_id="run_1.2")
    with standing_in(says("Not saved.")) as model:
        play(model.url, platform)
    assert model.requests[0]["messages"][-4:] == told
    assert platform.events[0]["messageId"].startswith("run_1.2.")
    assert platform.events[-1]["runId"] == "run_1.2"


@pytest.mark.parametrize(
    "status", ["unknown", "needs_person", "failed", "not_sent", "responded", "revise", "expired"]
)
def test_what_became_of_an_action_is_told_with_what_it_means(status: str) -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.results = [{"status": status, "detail": "The line went dead."}]
    with standing_in(CREATE, says("I see.")) as model:
        play(model.url, platform)
    said = json.loads(model.requests[1]["messages"][-1]["content"])
    assert (said["ok"], said["status"], said["detail"]) == (False, status, "The line went dead.")
    assert said["means"]
