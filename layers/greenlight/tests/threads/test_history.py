"""What the model is told of a conversation."""

import json
from typing import Any

import pytest
from greenlight import agui
from greenlight.threads.chunks import Numbered
from greenlight.threads.history import for_client, for_model


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


def run(run_id: str, words: str, leg: int = 1) -> agui.Event:
    messages = [{"id": f"msg_{run_id}", "role": "user", "content": words}] if leg == 1 else []
    return agui.run_started("t", f"{run_id}.{leg}", input={"messages": messages}, metadata={"run_id": run_id})


def call(call_id: str, arguments: str = "{}") -> list[agui.Event]:
    return [
        agui.tool_call_start(call_id, "weights__create"),
        agui.tool_call_args(call_id, arguments),
        agui.tool_call_end(call_id),
    ]


def text(message_id: str, words: str) -> list[agui.Event]:
    return [agui.text_start(message_id), agui.text_content(message_id, words), agui.text_end(message_id)]


def waits(run_id: str, *call_ids: str) -> agui.Event:
    interrupts = [{"id": f"apr_{c}", "reason": "tool_call", "toolCallId": c} for c in call_ids]
    return agui.run_finished("t", f"{run_id}.1", outcome={"type": "interrupt", "interrupts": interrupts})


def result(call_id: str, **answer: Any) -> agui.Event:
    return agui.tool_call_result(f"msg_{call_id}", call_id, json.dumps(answer))


WAITED = [run("run_a", "log 82.5"), *call("run_a.1.1.0"), waits("run_a", "run_a.1.1.0")]
MEANWHILE = [run("run_b", "hello"), *text("run_b.1.1.text0", "Hi.")]


def test_a_run_that_waited_comes_last_when_it_goes_on_whatever_happened_meanwhile() -> None:
    events = [*WAITED, *MEANWHILE, result("run_a.1.1.0", status="ok", result={}), run("run_a", "", leg=2)]
    told = for_model(numbered(*events), 9_000, "run_a")
    assert [m["role"] for m in told] == ["user", "assistant", "user", "assistant", "tool"]
    assert [m["content"] for m in told[:3]] == ["hello", "Hi.", "log 82.5"]


def test_a_turn_is_one_run_even_if_another_began_in_between() -> None:
    events = [*WAITED, *MEANWHILE, *text("run_a.2.1.text0", "Saved."), run("run_c", "and now?")]
    told = for_model(numbered(*events), 9_000, "run_c")
    assert [m["content"] for m in told if m["role"] != "tool"] == [
        "log 82.5", None, "Saved.", "hello", "Hi.", "and now?",
    ]  # fmt: skip


def test_the_message_of_a_run_that_waited_long_is_told_even_if_the_window_lost_it() -> None:
    told = for_model(numbered(*MEANWHILE, *text("run_a.2.1.text0", "Saved.")), 9_000, "run_a", "log 82.5")
    assert [m["content"] for m in told[-2:]] == ["log 82.5", "Saved."]
    assert for_model(numbered(*WAITED), 9_000, "run_a", "log 82.5")[0]["content"] == "log 82.5"
    assert len(for_model(numbered(*WAITED), 9_000, "run_a", "log 82.5")) == 3


def test_a_form_that_a_person_saved_stays_in_the_turn_that_it_came_in() -> None:
    events = [MEANWHILE[0], *call("ui_1.2"), *MEANWHILE[1:], run("run_c", "done")]
    told = for_model(numbered(*events), 9_000, "run_c")
    assert [m["role"] for m in told] == ["user", "user", "assistant", "user"]
    assert told[1]["content"].startswith("(I saved a form")


def told_of(*events: agui.Event) -> dict[str, Any]:
    """What the model reads as the result of the call."""
    read: dict[str, Any] = json.loads(for_model(numbered(*WAITED, *events), 9_000, "run_a")[-1]["content"])
    return read


def test_a_call_that_a_person_has_not_decided_on_is_told_as_waiting() -> None:
    assert told_of()["status"] == "waiting"
    assert for_client(numbered(*WAITED))[1]["waiting"] is True


def test_a_call_whose_run_broke_off_is_not_told_as_waiting() -> None:
    broken = numbered(run("run_a", "log"), *call("run_a.1.1.0"), agui.run_error("Lost.", "agent_lost"))
    assert json.loads(for_model(broken, 9_000)[-1]["content"])["status"] == "interrupted"


def test_an_edit_is_told_as_what_was_really_done() -> None:
    edited = {"arguments": {"kg": 82.4}, "by": "person"}
    said = told_of(result("run_a.1.1.0", status="ok", result={"kg": 82.4}, edited=edited))
    assert (said["result"], said["edited"]) == ({"kg": 82.4}, edited)
    assert "changed your call" in said["means"]
    assert for_client(numbered(*WAITED, result("run_a.1.1.0", status="ok")))[1]["waiting"] is False


@pytest.mark.parametrize("status", ["responded", "revise", "expired", "unknown", "failed", "not_sent"])
def test_every_outcome_but_a_plain_one_says_what_it_means(status: str) -> None:
    said = told_of(result("run_a.1.1.0", status=status, detail="Words."))
    assert (said["detail"], bool(said["means"])) == ("Words.", True)


def test_a_persons_no_is_told_apart_from_a_rules() -> None:
    assert "A person said no" in told_of(result("run_a.1.1.0", status="denied", rule="person"))["means"]
    assert "means" not in told_of(result("run_a.1.1.0", status="denied", rule="allow_list"))
    assert "means" not in told_of(result("run_a.1.1.0", status="ok", result={}))
