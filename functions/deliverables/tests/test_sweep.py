"""Nothing is forgotten: what a schedule, a clock or a crash left behind is brought to its end, and only once."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import keys as due_keys
from greenlight.approvals.judge import Door
from greenlight.approvals.store import Approvals
from greenlight.declare import AGENTS, APPROVALS
from greenlight.deliverables.records import Deliverable
from greenlight.errors import Conflict
from greenlight.items import Item, Items
from greenlight.keys import SHARDS, Keys
from greenlight.observe import flush
from greenlight.threads.records import utc

from functions.deliverables import sweep
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.store import Ledger
from functions.executor.tests.drafted import said, stands, waits_for
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller, settle_in

from .stage import TOOL, Stage, approval, ask, change, change_approval, goal_run, notices, row

LONG_AGO = 7200  # seconds


@pytest.fixture(autouse=True)
def nothing_due(account: None) -> Iterator[None]:
    """What other tests left in the index is theirs."""
    yield
    for shard in range(SHARDS):
        for item in list(Items(AGENTS).every(f"DUE#{shard}", index=2)):
            Items(AGENTS).delete({"pk": item["pk"], "sk": item["sk"]})


def overdue(one: Deliverable, **fields: Any) -> Deliverable:
    """Nobody has touched it for two hours, and somebody is due to look."""
    return change(one, updated_at=utc(time.time() - LONG_AGO), gsi2sk=utc(time.time() - 1), **fields)


def ago(seconds: int) -> int:
    return int(time.time()) - seconds


def test_what_is_well_is_looked_at_when_its_own_times_say_so(stage: Stage) -> None:
    one = stage.approved()
    change(one, gsi2sk=utc(time.time() - 1))
    assert sweep.sweep() == {"waits": 1}
    assert row(one)["gsi2sk"] == utc(one.expires_at)
    assert sweep.sweep() == {}


def test_a_yes_that_nobody_used_expires_with_what_was_held_for_it(stage: Stage) -> None:
    one = overdue(stage.approved(), expires_at=ago(200))
    assert sweep.sweep() == {"expired": 1}
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("expired", 0)
    assert approval(one)["settled_at"]
    assert "gsi2pk" not in row(one)


def test_a_yes_that_has_expired_is_not_taken_back_as_well(stage: Stage) -> None:
    """Its goal run would count it as settled twice, and so be completed while another still waits."""
    one = overdue(stage.approved(), expires_at=ago(200))
    sweep.sweep()
    with pytest.raises(Conflict):
        Approvals(TENANT).revoke(caller(), one.approval_id, "too late", Door("rest"))
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("expired", 0)
    assert approval(one)["status"] == "approved"


def test_what_its_schedule_lost_is_sent_within_the_hour(stage: Stage) -> None:
    one = overdue(stage.scheduled(), scheduled_at=ago(600))
    assert sweep.sweep() == {"ok": 1}
    assert (len(stage.sent()), stands(one.deliverable_id).status) == (1, "executed")


def test_what_its_schedule_lost_for_longer_is_put_back_and_told(stage: Stage) -> None:
    one = overdue(stage.scheduled(), scheduled_at=ago(LONG_AGO))
    assert sweep.sweep() == {"missed": 1}
    assert (stage.sent(), notices(one)) == ([], ["deliverable_missed"])


def test_a_question_whose_clock_is_lost_ends_with_its_time(stage: Stage) -> None:
    one = stage.opened()
    change_approval(one, expires_at=ago(300))
    overdue(one, expires_at=ago(300))
    assert sweep.sweep() == {"approval_expired": 1}
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("expired", 0)


def test_a_draft_that_was_never_opened_is_opened(stage: Stage) -> None:
    one = overdue(stage.drafted())
    assert sweep.sweep() == {"opened_pending_review": 1}
    assert stands(one.deliverable_id).status == "pending_review"


def test_a_draft_that_a_gate_stopped_is_a_persons(stage: Stage) -> None:
    one = overdue(stage.drafted(), problems=[{"rule": "trial", "detail": "over", "pointer": ""}])
    assert sweep.sweep() == {"left": 1}
    assert "gsi2pk" not in row(one)


def test_what_nobody_drafts_anew_within_an_hour_is_given_up(stage: Stage) -> None:
    one = stage.opened()
    said(Approvals(TENANT).get(one.approval_id), "revise", note="warmer")
    overdue(one)
    assert sweep.sweep() == {"given_up": 1}
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("rejected", 0)


@pytest.mark.parametrize("status", ["approved", "scheduled"])
def test_what_effects_settled_is_told_where_a_crash_left_it(stage: Stage, status: str) -> None:
    one = stage.approved() if status == "approved" else stage.scheduled()
    before = row(one)
    ports = Ports(Ledger(TENANT, time.time), {TOOL: stage.adapter}, time.time, "one")
    assert execute(one.approval_id, ports).status == "confirmed"
    behind(before, scheduled_at=ago(600), expires_at=ago(600))
    assert sweep.sweep()["settled_executed"] == 1
    now = stands(one.deliverable_id)
    assert (now.status, now.effect["status"], len(stage.sent())) == ("executed", "confirmed", 1)


def test_what_is_being_sent_does_not_expire(stage: Stage) -> None:
    one = stage.approved(path="/_drop/x")
    ports = Ports(Ledger(TENANT, time.time), {TOOL: stage.adapter}, time.time, "one")
    execute(one.approval_id, ports)
    keys = Keys(TENANT)
    Items(APPROVALS).update(
        keys.effect(one.approval_id, 1), "SET #status = :unknown", values={":unknown": "unknown"},
        names={"#status": "status"},
    )  # fmt: skip
    overdue(one, status="approved", expires_at=ago(600))
    change(one, gsi2pk=due_keys.due(one.deliverable_id))
    assert sweep.sweep()["sending"] == 1
    assert stands(one.deliverable_id).status == "approved"


def test_the_last_of_a_run_makes_one_goal_completed(stage: Stage) -> None:
    settle_in()
    run_id = mark_due(goal_run())
    assert [sweep.sweep(), sweep.sweep()] == [{"run_completed": 1}, {}]
    mark_due(run_id)
    assert sweep.sweep() == {"run_left": 1}
    assert completed() == 1


@pytest.mark.parametrize(
    ("fields", "came"),
    [
        ({"open_deliverables": 1}, "run_left"),
        ({"status": "failed"}, "run_left"),
        ({"trigger": "revise"}, "run_left"),
        ({"status": "running"}, "run_open"),
    ],
)
def test_a_run_that_is_not_at_its_end_counts_nothing(stage: Stage, fields: Item, came: str) -> None:
    settle_in()
    mark_due(goal_run(**fields))
    assert (sweep.sweep(), completed()) == ({came: 1}, 0)
    assert sweep.sweep() == ({came: 1} if came == "run_open" else {})


def test_what_is_acknowledged_or_sent_brings_its_run_to_the_sweep(stage: Stage) -> None:
    settle_in()
    one = stage.approved()
    finish(one.goal_run_id)
    assert ask("POST", f"/{one.deliverable_id}/execute", {"approval_id": one.approval_id}).status == 200
    assert sweep.sweep()["run_completed"] == 1
    assert completed() == 1


def test_one_that_cannot_be_helped_holds_up_no_other(stage: Stage) -> None:
    odd = overdue(stage.approved(), expires_at=ago(200), approval_id="apr_none")
    one = overdue(stage.approved(), expires_at=ago(200))
    assert sweep.sweep() == {"trouble": 1, "expired": 1}
    flush()
    assert [stands(each.deliverable_id).status for each in (odd, one)] == ["approved", "expired"]


def test_goals_in_the_same_index_are_left_to_their_own_net(stage: Stage) -> None:
    goal = {**Keys(TENANT).goal(CUSTOMER, AGENT, "gol_1"), "gsi2pk": "DUE#0", "gsi2sk": utc(1)}
    Items(AGENTS).put(goal)
    assert sweep.sweep() == {}
    assert Items(AGENTS).get(Keys(TENANT).goal(CUSTOMER, AGENT, "gol_1")) == goal


def finish(run_id: str) -> None:
    """Its machine is at its end; what it drafted still waits."""
    Items(AGENTS).update(
        Keys(TENANT).goal_run(run_id), "SET #status = :done", values={":done": "succeeded"},
        names={"#status": "status"},
    )  # fmt: skip


def mark_due(run_id: str) -> str:
    Items(AGENTS).update(
        Keys(TENANT).goal_run(run_id), "SET gsi2pk = :due, gsi2sk = :at",
        values={":due": due_keys.due(run_id), ":at": utc(1)},
    )  # fmt: skip
    return run_id


def completed() -> int:
    return int((Items(AGENTS).get(Keys(TENANT).agent(CUSTOMER, AGENT)) or {}).get("goals_completed", 0))


def behind(before: Item, **fields: Any) -> None:
    """The deliverable as it stood before its effect was settled, and long ago."""
    Items(AGENTS).put({**before, "gsi2sk": utc(1), "updated_at": utc(1), **fields})
