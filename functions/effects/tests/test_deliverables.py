"""What comes of a deliverable's approval outside, it says itself, from the very transaction that settles the effect."""

from collections.abc import Mapping
from typing import Any

import pytest
from greenlight.approvals.records import Record
from greenlight.declare import AGENTS
from greenlight.deliverables import changes
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id

from functions.effects.adapters.protocol import Outcome
from functions.effects.reconcile import look_after

from .approved import OWNER, TENANT, Desk, Killed


def approved(desk: Desk, **changes_of_it: Any) -> Record:
    """A deliverable that was approved, by the approval of its request."""
    deliverable_id, run_id = new_id("dlv"), new_id("grn")
    Items(AGENTS).put({**Keys(TENANT).goal_run(run_id), "goal_run_id": run_id, "open_deliverables": 1})
    fields: Mapping[str, Any] = {
        "deliverable_id": deliverable_id, "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
        "goal_id": "gol_1", "goal_run_id": run_id, "kind": "post", "title": "A post", "tool": "web.http_call",
        "arguments": {}, "correlation_id": "cor_1",
    }  # fmt: skip
    commit(changes.drafting(fields))
    Items(AGENTS).update(
        Keys(TENANT).deliverable(deliverable_id), "SET #status = :approved",
        values={":approved": "approved"}, names={"#status": "status"},
    )  # fmt: skip
    about: dict[str, Any] = {
        "kind": "deliverable",
        "deliverable_id": deliverable_id,
        "run_id": run_id,
        "version": 1,
    }
    return desk.approve(**about, **changes_of_it)


def stands(record: Record) -> Deliverable:
    return Deliverables(TENANT).get(record.deliverable_id)


def waits_for(record: Record) -> int:
    found = Items(AGENTS).get(Keys(TENANT).goal_run(record.run_id))
    return int(found["open_deliverables"]) if found else -1


def test_what_was_sent_is_executed_with_its_answer(desk: Desk) -> None:
    record = approved(desk)
    effect = desk.execute(record)
    one = stands(record)
    assert (one.status, one.effect["status"], waits_for(record)) == ("executed", "confirmed", 0)
    assert one.effect["settled_at"] == effect.settled_at
    assert one.history[-1]["to"] == "executed"
    assert desk.sent() == [record.exact.encode()]


@pytest.mark.parametrize(
    ("says", "status", "waits"),
    [("failed", "failed", 0), ("not_sent", "approved", 1), ("unknown", "needs_person", 0)],
)
def test_what_was_not_is_never_told_as_executed(desk: Desk, says: Any, status: str, waits: int) -> None:
    record = approved(desk)
    desk.adapter.says = Outcome(says, detail="why")
    desk.execute(record)
    assert (stands(record).status, waits_for(record)) == (status, waits)
    assert stands(record).effect["detail"]


def test_asked_ten_times_it_is_counted_once(desk: Desk) -> None:
    record = approved(desk)
    for n in range(10):
        desk.execute(record, by=f"delivery {n}")
    assert (len(desk.sent()), waits_for(record), stands(record).status) == (1, 0, "executed")


def test_a_sender_that_died_leaves_it_to_whoever_looks_after_its_effect(desk: Desk) -> None:
    record = approved(desk)
    desk.adapter.dies = "sent"
    with pytest.raises(Killed):
        desk.execute(record)
    assert stands(record).status == "approved"
    desk.clock.now += 100
    desk.adapter.knows = Outcome("confirmed", {"status_code": 200})
    ports = desk.ports("reconciler")
    found = ports.store.last(record.approval_id)
    assert found is not None
    look_after(found, ports)
    assert (stands(record).status, waits_for(record), len(desk.sent())) == ("executed", 0, 1)


def test_what_was_turned_away_may_be_tried_again_after_a_pause(desk: Desk) -> None:
    record = approved(desk)
    desk.adapter.says = Outcome("not_sent", {"retry_after": 90}, detail="429")
    first = desk.execute(record)
    desk.adapter.says = None
    assert desk.execute(record, by="too early") == first
    desk.clock.now += 91
    assert desk.execute(record, by="again").status == "confirmed"
    assert (desk.statuses(record), len(desk.sent())) == (["not_sent", "confirmed"], 1)
    assert (stands(record).status, waits_for(record)) == ("executed", 0)


def test_three_times_turned_away_is_the_end_of_it(desk: Desk) -> None:
    record = approved(desk)
    desk.adapter.says = Outcome("not_sent", detail="429")
    for n in range(5):
        desk.execute(record, by=f"try {n}")
        desk.clock.now += 61
    assert desk.statuses(record) == ["not_sent"] * 3


def test_a_tool_calls_outcome_was_told_and_stays(desk: Desk) -> None:
    record = desk.approve()
    desk.adapter.says = Outcome("not_sent", detail="429")
    first = desk.execute(record)
    desk.clock.now += 1000
    assert desk.execute(record, by="again") == first


def test_a_rehearsal_comes_to_its_end_in_the_transaction_that_uses_its_approval_up(desk: Desk) -> None:
    record = approved(desk, mode="rehearse")
    desk.execute(record)
    one = stands(record)
    assert (one.status, one.effect["rehearsed"], waits_for(record)) == ("executed", True, 0)
    assert desk.sent() == []
