"""The agent, its events' door and the executor together, with the offline model: whole turns that wait for people."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import audit
from greenlight.approvals.records import Record
from greenlight.keys import new_id
from greenlight.threads import audited
from greenlight.threads.chunks import Batch
from greenlight.threads.log import EventLog
from greenlight.threads.records import Wanted
from greenlight.threads.runs import Runs

from functions.agent.tests.together import Offline, begin, events, leg, long_ago, play, stands, text
from functions.executor.tests.conftest import publish
from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import CUSTOMER, TENANT, caller, settle_in

__all__ = ["account"]


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    publish(monkeypatch)
    settle_in()
    with open_cloud() as opened:
        opened.functions["greenlight-test-tool-notes-create"] = lambda payload: {
            "ok": True, "result": {"row": payload["arguments"]},
        }  # fmt: skip
        yield opened


@pytest.fixture
def model() -> Offline:
    return Offline()


def test_every_gate_of_audit_mode_is_asked_once_for_each_step(cloud: Cloud, model: Offline) -> None:
    run = begin('add "hello" to my notes', gates=True)
    asked = play(run, model, lambda _: ("approve", {}))
    assert stands(run)["status"] == "succeeded"
    assert [record.kind for record in asked] == ["context", "context", "tool_call", "context", "final"]
    assert len(model.read) == 3
    assert "Done: added in notes" in text(run)


def test_the_model_reads_what_was_approved_and_the_note_of_who_approved_it(
    cloud: Cloud, model: Offline
) -> None:
    def decide(record: Record) -> Any:
        note = "Begin with “Checked:”" if record.kind == "context" and not model.read else ""
        return "approve", {"note": note}

    run = begin('add "hello" to my notes', gates=True)
    asked = play(run, model, decide)
    contexts = [record.arguments["messages"] for record in asked if record.kind == "context"]
    note = {"role": "system", "content": "Reviewer's note: Begin with “Checked:”"}
    assert model.read == [[*contexts[0], note], *contexts[1:]]
    assert text(run).startswith("Checked: ")


def test_a_call_is_edited_and_an_answer_too(cloud: Cloud, model: Offline) -> None:
    def decide(record: Record) -> Any:
        edits = {"tool_call": {**record.arguments, "text": "less"}, "final": {"text": "All well."}}
        return ("edit", {"arguments": edits[record.kind]}) if record.kind in edits else ("approve", {})

    run = begin('add "hello" to my notes', gates=True)
    asked = play(run, model, decide)
    assert "text less instead of hello" in asked[-1].arguments["text"], "the model was told of the edit"
    assert text(run) == "All well."
    assert "instead of" not in json.dumps([e for e in events(run) if e["type"] != "TOOL_CALL_RESULT"])


def test_a_no_is_told_in_the_next_words(cloud: Cloud, model: Offline) -> None:
    run = begin('add "hello" to my notes', gates=True)
    play(run, model, lambda r: ("deny", {"note": "Not today."}) if r.kind == "tool_call" else ("approve", {}))
    assert text(run) == "That was not done; a person said no: Not today."


def test_an_answer_that_is_withheld_is_given_anew(cloud: Cloud, model: Offline) -> None:
    seen: list[str] = []

    def decide(record: Record) -> Any:
        if record.kind == "final" and not seen:
            seen.append(record.arguments["text"])
            return "deny", {"note": "Begin with “Kindly:”"}
        return "approve", {}

    run = begin('add "hello" to my notes', gates=True)
    play(run, model, decide)
    assert text(run) == f"Kindly: {seen[0]}"


def test_a_context_that_is_denied_ends_the_run_before_the_model_reads_it(
    cloud: Cloud, model: Offline
) -> None:
    run = begin("hello", gates=True)
    play(run, model, lambda _: ("deny", {"note": "Private."}))
    assert (stands(run)["status"], model.read) == ("failed", [])
    assert "Private." in events(run)[-1]["message"]


def test_without_audit_mode_only_what_is_risky_asks_and_the_run_goes_on_after(
    cloud: Cloud, model: Offline
) -> None:
    cloud.functions["greenlight-test-tool-notes-wipe"] = lambda payload: {
        "ok": True,
        "result": payload["arguments"],
    }
    run = begin('add "hello" to my notes then wipe notes "hello"', gates=False)
    asked = play(run, model, lambda _: ("approve", {}))
    assert [(record.kind, record.tool) for record in asked] == [("tool_call", "notes.wipe")]
    assert stands(run)["status"] == "succeeded"
    assert text(run).startswith("Done: added in notes")


def test_what_happens_meanwhile_in_the_thread_does_not_come_between(cloud: Cloud, model: Offline) -> None:
    cloud.functions["greenlight-test-tool-notes-wipe"] = lambda payload: {
        "ok": True,
        "result": payload["arguments"],
    }
    run = begin('wipe notes "hello"', gates=False)
    leg(run, model)
    assert stands(run)["status"] == "waiting"
    other = Runs(TENANT).submit(caller(), Wanted("hello", new_id("req"), "", run["thread_id"])).run
    leg(other, model)
    assert stands(other)["status"] == "succeeded"
    play(run, model, lambda _: ("approve", {}))
    roles = [m["role"] for m in model.read[-1] if m["role"] != "system"]
    assert roles == ["user", "assistant", "user", "assistant", "tool"]
    assert "notes" in text(run)


def test_in_a_long_thread_too_each_context_is_asked_about_once(cloud: Cloud, model: Offline) -> None:
    """The events that a leg adds must not push older ones out of what was approved."""
    first = begin("hello", gates=False)
    play(first, model, lambda _: ("approve", {}))
    EventLog(Runs(TENANT).keys, first["thread_id"]).append(Batch("old.1", 1, "cor_1", long_ago(60)))
    audited.switch(TENANT, CUSTOMER, first["thread_id"], ["context"], audit.entry(
        TENANT, "audit_mode.switched", actor="user:x", subject="x", correlation_id="cor_1", details={},
    ))  # fmt: skip
    model.read.clear()
    wanted = Wanted('add "hello" to my notes', new_id("req"), "", first["thread_id"])
    asked = play(Runs(TENANT).submit(caller(), wanted).run, model, lambda _: ("approve", {}))
    assert [record.kind for record in asked] == ["context"] * len(model.read)
    assert [record.arguments["messages"] for record in asked] == model.read
