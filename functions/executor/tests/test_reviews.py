"""Audit mode's gates at the executor: nothing is read by the model, done or said before a person has seen it."""

from typing import Any

import pytest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.threads.runs import Runs

from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT

from .asked import asked, now, park, review, settle, verdict
from .test_execute import ask, calls, events

CONTEXT = {"messages": [{"role": "user", "content": "hello"}], "tools": ["load_capability"]}
ALL = ("context", "tools", "final")


@pytest.fixture
def audited(cloud: Cloud, run: Item) -> Item:
    """The run of a thread in audit mode."""
    keys = Runs(TENANT).keys
    switched: dict[str, Any] = {"values": {":gates": list(ALL)}, "names": {"#audit": "audit"}}
    Items(THREADS).update(keys.run(run["thread_id"], run["run_id"]), "SET #audit = :gates", **switched)
    switched["values"] = {":gates": {"gates": list(ALL)}}
    Items(THREADS).update(keys.thread(run["thread_id"]), "SET #audit = :gates", **switched)
    return now(run)


def reviewed(run: Item, kind: str, arguments: dict[str, Any]) -> Record:
    answer = review(run, kind, arguments)
    assert answer["status"] == "approval_required", answer
    return Approvals(TENANT).get(answer["approval_id"])


def next_leg(run: Item) -> Item:
    stands = now(run)
    assert stands["status"] == "queued", stands["status"]
    return Runs(TENANT).claim(stands, f"inv_{stands['leg']}", 2**32, "c0ffee")


def passed(run: Item) -> Item:
    """The next leg, whose context was approved."""
    record = reviewed(run, "context", CONTEXT)
    park(run)
    verdict(record, "approve")
    settle(record)
    leg = next_leg(run)
    assert review(leg, "context", CONTEXT) == {"status": "ok"}
    return leg


def test_without_the_gate_a_review_is_waved_through(cloud: Cloud, run: Item) -> None:
    assert review(run, "context", CONTEXT) == {"status": "ok"}
    assert review(run, "final", {"text": "hi"}) == {"status": "ok"}


def test_exactly_the_approved_context_passes_once(audited: Item) -> None:
    leg = passed(audited)
    assert review(leg, "context", CONTEXT) == {"status": "ok"}, "the same leg may ask again"
    park(leg)
    again = next_leg(leg)
    assert review(again, "context", CONTEXT)["status"] == "approval_required", "the next leg needs its own"


def test_another_context_than_the_approved_one_is_asked_about_anew(audited: Item) -> None:
    record = reviewed(audited, "context", CONTEXT)
    park(audited)
    verdict(record, "approve")
    settle(record)
    other = {**CONTEXT, "messages": [{"role": "user", "content": "something else"}]}
    assert review(next_leg(audited), "context", other)["status"] == "approval_required"


def test_a_note_is_part_of_what_was_approved(audited: Item) -> None:
    record = reviewed(audited, "context", CONTEXT)
    park(audited)
    verdict(record, "approve", note="be brief")
    settle(record)
    leg = next_leg(audited)
    assert leg["notes"] == ["be brief"]
    noted = {"role": "system", "content": "Reviewer's note: be brief"}
    messages = [{"role": "user", "content": "hello"}, noted]
    assert review(leg, "context", {**CONTEXT, "messages": messages}) == {"status": "ok"}


def test_a_denied_context_ends_the_run_and_says_why(audited: Item) -> None:
    record = reviewed(audited, "context", CONTEXT)
    park(audited)
    verdict(record, "deny", note="too personal")
    settle(record)
    settle(record)
    assert now(audited)["status"] == "failed"
    last = events(audited)[-1]
    assert (last["type"], "too personal" in last["message"]) == ("RUN_ERROR", True)


def test_no_tool_and_no_answer_before_the_context_has_passed(cloud: Cloud, audited: Item) -> None:
    kept = calls(cloud)
    assert ask(audited)["rule"] == "context_gate"
    assert review(audited, "final", {"text": "hi"})["rule"] == "context_gate"
    assert kept == []


def test_every_change_is_asked_about_and_a_look_is_not(cloud: Cloud, audited: Item) -> None:
    changes, looks = calls(cloud, "create"), calls(cloud, "list")
    leg = passed(audited)
    assert ask(leg, "notes__list", "call_look")["status"] == "ok"
    record = asked(leg, "notes__create", "call_change")
    park(leg)
    verdict(record, "approve")
    settle(record)
    assert (len(changes), len(looks)) == (1, 1)


def test_switched_off_what_waits_still_waits(cloud: Cloud, audited: Item) -> None:
    kept = calls(cloud, "create")
    leg = passed(audited)
    record = asked(leg, "notes__create")
    park(leg)
    Items(THREADS).update(
        Runs(TENANT).keys.thread(leg["thread_id"]), "SET #audit = :off", values={":off": {"gates": []}},
        names={"#audit": "audit"},
    )  # fmt: skip
    assert settle(record) == {"settled": False, "status": "pending"}
    assert (now(leg)["status"], kept) == ("waiting", [])


def test_the_answer_is_said_by_the_platform_as_it_was_approved(audited: Item) -> None:
    leg = passed(audited)
    record = reviewed(leg, "final", {"text": "my draft"})
    park(leg)
    verdict(record, "edit", arguments={"text": "better words"})
    settle(record)
    settle(record)
    said = [event["delta"] for event in events(leg) if event["type"] == "TEXT_MESSAGE_CONTENT"]
    assert (said, now(leg)["status"]) == (["better words"], "succeeded")
    assert events(leg)[-1]["outcome"] == {"type": "success"}


def test_a_withheld_answer_sends_the_model_back_with_the_reason(audited: Item) -> None:
    leg = passed(audited)
    record = reviewed(leg, "final", {"text": "my draft"})
    park(leg)
    verdict(record, "deny", note="too long")
    settle(record)
    again = next_leg(leg)
    assert "too long" in again["notes"][-1]
    assert "my draft" in again["notes"][-1]
    assert "TEXT_MESSAGE_CONTENT" not in [event["type"] for event in events(leg)]


@pytest.mark.parametrize("arguments", [{}, {"text": 1}, {"text": "x", "more": "y"}])
def test_a_review_of_nothing_sensible_is_refused(audited: Item, arguments: dict[str, Any]) -> None:
    assert review(audited, "final", arguments)["status"] == "refused"
