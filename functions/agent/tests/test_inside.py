"""The way to the platform from inside: one invocation per question, asked again where that is safe."""

from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError
from greenlight import agui

from functions.agent.errors import PlatformFailed
from functions.agent.inside import inside
from functions.agent.platform import Hop, LivePlatform
from functions.agent.tests.cloud import cloud

EVENTS = [agui.step_started("s"), agui.text_content("m", "größer")]


def platform(hop: Hop) -> LivePlatform:
    return LivePlatform(hop, "token", "run_1", lambda _: None)


def test_inside_each_question_is_one_invocation_with_the_run_token() -> None:
    heard: list[dict[str, Any]] = []

    def append(event: dict[str, Any]) -> dict[str, Any]:
        heard.append(event)
        return {"ok": True, "seq": 2, "closed": False}

    with cloud({"thread_append": append}):
        assert platform(inside()).append(3, EVENTS) is False
    assert heard == [{"run_token": "token", "op": "append", "batch": 3, "events": EVENTS}]


def test_inside_a_review_and_a_park_are_questions_to_the_executor() -> None:
    heard: list[dict[str, Any]] = []

    def execute(event: dict[str, Any]) -> dict[str, Any]:
        heard.append(event)
        return {"ok": True, "parked": True} if event["op"] == "park" else {"status": "approval_required"}

    with cloud({"executor": execute}):
        agent = platform(inside())
        assert agent.review("context", "run_1.1.context", {"messages": []})["status"] == "approval_required"
        agent.park(["weights"], [{"totalTokens": 3}])
    same = {"run_token": "token", "run_id": "run_1"}
    assert heard == [
        same
        | {"op": "review", "kind": "context", "call_id": "run_1.1.context", "arguments": {"messages": []}},
        same | {"op": "park", "loaded": ["weights"], "usage": [{"totalTokens": 3}]},
    ]


def test_inside_a_busy_or_crashing_lambda_is_asked_again() -> None:
    crashes = iter([True, False])

    def execute(_: dict[str, Any]) -> dict[str, Any]:
        return {"status": "ok", "result": 1 / 0 if next(crashes) else 1}

    with cloud({"executor": execute}) as here:
        here.busy = 1
        assert platform(inside()).execute("c", "weights.get", {}) == {"status": "ok", "result": 1}
    assert here.invoked == ["executor"] * 3


def test_inside_what_keeps_crashing_is_given_up() -> None:
    with cloud({"executor": lambda _: 1 / 0}) as here, pytest.raises(PlatformFailed, match="did not answer"):
        platform(inside()).execute("c", "weights.get", {})
    assert here.invoked == ["executor"] * 4


def test_inside_a_lambda_that_is_not_there_is_a_fault_and_not_asked_again() -> None:
    with cloud({}) as here, pytest.raises(ClientError, match="ResourceNotFound"):
        platform(inside()).execute("c", "weights.get", {})
    assert here.invoked == ["executor"]


def test_inside_an_answer_that_is_no_object_is_refused() -> None:
    with cloud({"executor": lambda _: "ok"}), pytest.raises(PlatformFailed, match="platform_fault"):
        platform(inside()).execute("c", "weights.get", {})


def test_a_refused_claim_or_batch_says_why() -> None:
    asked = platform(lambda *_: {"ok": False, "problem": {"detail": "This token has expired."}})
    for question in (
        partial(asked.claim, "inv", 1.0),
        partial(asked.append, 1, EVENTS),
        partial(asked.index, ""),
        partial(asked.review, "final", "c", {}),
        partial(asked.park, [], []),
    ):
        with pytest.raises(PlatformFailed, match="has expired"):
            question()
