"""Turns of the real loop and the real client, against a scripted model and a platform in memory."""

import json
from typing import Any

import pytest

from functions.agent.tests.fakes import PUBLISHED, FakePlatform, play
from functions.agent.tests.stand_in import Reply, call_chunks, calls, delta, says, standing_in, usage

LOAD = calls("load_capability", {"domain": "weights"}, "call_load")
CREATE = calls("weights__create", {"day": "2026-11-20", "kg": 82.5}, "call_create")


def test_a_weight_is_logged_domain_by_domain_and_step_by_step() -> None:
    platform = FakePlatform()
    with standing_in(LOAD, CREATE, says("Saved: ", "82.5 kg.")) as model:
        sent = play(model.url, platform)
    assert platform.kinds == [
        "STEP_STARTED", "STEP_FINISHED", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END",
        "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END", "RUN_FINISHED",
    ]  # fmt: skip
    assert platform.text == "Saved: 82.5 kg."
    assert sent == platform.events
    executed = platform.asked_of("executor")[0]
    assert executed["tool"] == "weights.create"
    assert executed["arguments"] == {"day": "2026-11-20", "kg": 82.5}


def test_the_model_sees_only_load_capability_until_it_has_loaded_a_domain() -> None:
    with standing_in(LOAD, CREATE, says("Done.")) as model:
        play(model.url, FakePlatform())
    offered = [[t["function"]["name"] for t in request["tools"]] for request in model.requests]
    assert offered == [["load_capability"]] + 2 * [["load_capability", "weights__create"]]


def test_what_a_domain_can_do_comes_back_as_the_result_of_loading_it() -> None:
    with standing_in(LOAD, says("Done.")) as model:
        play(model.url, FakePlatform())
    result = model.requests[1]["messages"][-1]
    assert result["role"] == "tool"
    assert json.loads(result["content"]) == {
        "ok": True, "domain": "weights", "tools": ["weights__create"], "guide": "# weights\n| day | kg |",
    }  # fmt: skip


def test_a_domain_used_earlier_in_the_thread_is_on_offer_from_the_start_with_its_guide() -> None:
    with standing_in(says("Hello.")) as model:
        play(model.url, FakePlatform(loaded=["weights"]))
    request = model.requests[0]
    assert [t["function"]["name"] for t in request["tools"]] == ["load_capability", "weights__create"]
    assert any("# weights" in m["content"] for m in request["messages"] if m["role"] == "system")


def test_a_domain_that_is_gone_since_does_not_stop_the_turn() -> None:
    platform = FakePlatform(loaded=["sleep"])
    with standing_in(says("Hello.")) as model:
        play(model.url, platform)
    assert platform.kinds[-1] == "RUN_FINISHED"


def test_an_unknown_domain_is_told_to_the_model_and_the_turn_goes_on() -> None:
    platform = FakePlatform()
    with standing_in(calls("load_capability", {"domain": "stars"}), says("I cannot.")) as model:
        play(model.url, platform)
    assert json.loads(model.requests[1]["messages"][-1]["content"]) == {
        "ok": False, "detail": "There is no such domain.",
    }  # fmt: skip
    assert platform.kinds[-1] == "RUN_FINISHED"


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ({"status": "ok", "result": {"rows": []}}, {"rows": []}),
        (
            {"status": "refused", "problems": [{"pointer": "/kg", "detail": "at least 20"}]},
            {"ok": False, "refused": True, "problems": [{"pointer": "/kg", "detail": "at least 20"}]},
        ),
        (
            {"status": "denied", "rule": "allow_list", "detail": "Not this tool."},
            {"ok": False, "denied": True, "rule": "allow_list", "detail": "Not this tool."},
        ),
    ],
)
def test_the_model_reads_results_and_refusals_alike(answer: dict[str, Any], seen: dict[str, Any]) -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.results = [answer]
    with standing_in(CREATE, says("So it is.")) as model:
        play(model.url, platform)
    assert json.loads(model.requests[1]["messages"][-1]["content"]) == seen
    assert platform.kinds[-1] == "RUN_FINISHED"


def test_the_text_before_a_call_is_a_message_of_its_own_and_the_parent_of_the_call() -> None:
    platform = FakePlatform(loaded=["weights"])
    before = calls("weights__create", {"day": "2026-11-20", "kg": 82.5}, before="One moment.")
    with standing_in(before, says("Saved.")) as model:
        play(model.url, platform)
    start = next(e for e in platform.events if e["type"] == "TOOL_CALL_START")
    texts = [e["messageId"] for e in platform.events if e["type"] == "TEXT_MESSAGE_START"]
    assert start["parentMessageId"] == texts[0]
    assert len(set(texts)) == 2
    assert platform.kinds.index("TEXT_MESSAGE_END") < platform.kinds.index("TOOL_CALL_START")


def test_call_ids_are_unique_even_where_the_server_gives_the_same_one_each_time() -> None:
    platform = FakePlatform(loaded=["weights"])
    same = [calls("weights__create", {"day": d, "kg": 82.5}, "call_0") for d in ("2026-11-19", "2026-11-20")]
    with standing_in(*same, says("Saved.")) as model:
        play(model.url, platform)
    ids = [body["call_id"] for body in platform.asked_of("executor")]
    assert len(set(ids)) == 2
    assert all(i.startswith("run_1.1.") for i in ids)


def test_calls_that_share_an_index_are_told_apart_by_their_ids() -> None:
    """As some servers send parallel calls."""
    platform = FakePlatform(loaded=["weights"])
    two = [
        *call_chunks("weights__create", '{"kg":81}', "a"),
        *call_chunks("weights__create", '{"kg":82}', "b"),
    ]
    with standing_in(Reply([*two, delta("stop"), usage(1, 1)]), says("Saved.")) as model:
        play(model.url, platform)
    assert [body["arguments"] for body in platform.asked_of("executor")] == [{"kg": 81}, {"kg": 82}]
    assert [m["tool_call_id"] for m in model.requests[1]["messages"] if m["role"] == "tool"] == ["a", "b"]


def test_a_call_without_arguments_or_id_is_one_with_none() -> None:
    platform = FakePlatform(loaded=["profile"])
    bare = {"index": 0, "function": {"name": "profile__get"}}
    with standing_in(Reply([delta(tool_calls=[bare]), delta("tool_calls")]), says("Here.")) as model:
        play(model.url, platform)
    assert platform.asked_of("executor")[0]["arguments"] == {}
    assert "TOOL_CALL_ARGS" not in platform.kinds


def test_strict_tools_come_with_parallel_calls_switched_off_and_usage_switched_on() -> None:
    with standing_in(says("Hello.")) as model:
        play(model.url, FakePlatform())
    request = model.requests[0]
    assert request["parallel_tool_calls"] is False
    assert request["stream_options"] == {"include_usage": True}
    assert request["model"] == "scripted"


def test_the_last_event_carries_the_tokens_of_all_model_calls() -> None:
    platform = FakePlatform(loaded=["weights"])
    answer = Reply([delta(content="Saved."), delta("stop"), usage(200, 5, cached=150)])
    with standing_in(CREATE, answer) as model:
        play(model.url, platform)
    assert platform.events[-1] == {
        "type": "RUN_FINISHED", "threadId": "thr_1", "runId": "run_1.1", "outcome": {"type": "success"},
        "metadata": {"run_id": "run_1"},
        "usage": [
            {
                "provider": "127.0.0.1", "model": "scripted", "inputTokens": 300, "outputTokens": 25,
                "cachedInputTokens": 150, "totalTokens": 325, "costMicroUsd": 0,
            }
        ],
    }  # fmt: skip
    PUBLISHED.validate_python(platform.events[-1])


def test_a_leg_that_somebody_else_has_is_left_alone() -> None:
    platform = FakePlatform()
    platform.claimed = False
    with standing_in() as model:
        assert play(model.url, platform) == []
    assert model.requests == []
    assert [name for name, _ in platform.asked] == ["thread_append"]
