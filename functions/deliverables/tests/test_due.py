"""Its hour: sent once, with its own approval, however often, early or late the schedule fires; else put back."""

import json
import time

import pytest
from greenlight.approvals.records import moment
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.deliverables.records import Deliverable
from greenlight.items import Items
from greenlight.keys import Keys

from functions.deliverables.app import deliverable_due
from functions.deliverables.due import fire
from functions.deliverables.ends import expire
from functions.executor.tests.drafted import stands, waits_for
from tests.standins.platform import AGENT, TENANT

from .stage import Stage, approval, ask, change, change_approval, denied, notices, rows, trail


def due(one: Deliverable, ago: int = 1) -> Deliverable:
    """Its hour was so many seconds ago."""
    return change(one, scheduled_at=int(time.time()) - ago)


def fired(one: Deliverable) -> str:
    return fire({"tenant_id": TENANT, "deliverable_id": one.deliverable_id})


def test_at_its_hour_exactly_what_was_approved_is_sent(stage: Stage) -> None:
    one = due(stage.scheduled())
    deliverable_due({"tenant_id": TENANT, "deliverable_id": one.deliverable_id}, None)
    assert [raw.decode() for raw in stage.sent()] == [approval(one)["exact"]]
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("executed", 0)
    (acted,) = stage.acted
    assert (acted["approval_id"], acted["correlation_id"]) == (one.approval_id, one.correlation_id)


def test_a_schedule_that_fires_ten_times_sends_once(stage: Stage) -> None:
    one = due(stage.scheduled())
    assert [fired(one) for _ in range(10)] == ["ok"] + ["not_scheduled"] * 9
    assert len(stage.sent()) == 1


def test_one_that_was_moved_to_later_waits_for_its_new_hour(stage: Stage) -> None:
    one = stage.scheduled()
    assert fired(one) == "early"
    assert (stage.sent(), stands(one.deliverable_id).status) == ([], "scheduled")


@pytest.mark.parametrize(("late", "came"), [(3500, "ok"), (3700, "missed")])
def test_an_hour_late_is_sent_and_more_is_put_back(stage: Stage, late: int, came: str) -> None:
    one = due(stage.scheduled(), late)
    assert fired(one) == came
    assert len(stage.sent()) == (came == "ok")
    if came == "missed":
        now = stands(one.deliverable_id)
        assert (now.status, now.scheduled_at, now.problems[0]["rule"]) == ("approved", 0, "missed")
        assert (notices(one), trail(one)) == (["deliverable_missed"], ["deliverable.approved"])


def test_an_account_that_must_be_connected_again_is_told_once_and_the_yes_stands(stage: Stage) -> None:
    one = due(stage.scheduled())
    change(one, arguments=json.dumps({**one.arguments, "credential_ref": "crd_1"}))
    stage.health = "needs_reconnect"
    assert [fired(one), fired(one)] == ["needs_reconnect", "not_scheduled"]
    now = stands(one.deliverable_id)
    assert (now.status, now.problems[0]["rule"], now.approval_id) == (
        "approved", "credential", one.approval_id,
    )  # fmt: skip
    assert (notices(one), stage.sent(), stage.probed) == (["deliverable_reconnect"], [], 1)
    assert rows("schedule", one.deliverable_id)[-1] == {"deliverable_id": one.deliverable_id}
    assert approval(one)["status"] == "approved"


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_taken_off_its_hour_while_its_account_was_asked_it_is_not_sent(stage: Stage, method: str) -> None:
    """That look takes seconds; whoever was told that it is not sent now must find that true."""
    one = due(stage.scheduled())
    change(one, arguments=json.dumps({**one.arguments, "credential_ref": "crd_1"}))
    name = "greenlight-test-effects"
    effects, at = stage.cloud.functions[name], {"at": moment(int(time.time()) + 1800)}

    def meanwhile(body: dict[str, object]) -> object:
        if body["op"] == "probe":
            assert (
                ask(method, f"/{one.deliverable_id}/schedule", at if method == "POST" else None).status == 200
            )
        return effects(body)

    stage.cloud.functions[name] = meanwhile
    assert fired(one) in {"not_scheduled", "early"}
    assert (stage.sent(), stage.acted) == ([], [])


@pytest.mark.parametrize("health", ["connected", "unknown"])
def test_an_account_that_answers_or_cannot_be_asked_holds_nothing_up(stage: Stage, health: str) -> None:
    one = due(stage.scheduled())
    change(one, arguments=json.dumps({**one.arguments, "credential_ref": "crd_1"}))
    stage.health = health
    assert (fired(one), stage.probed) == ("ok", 1)


def test_what_a_rule_forbids_by_then_is_put_back_and_told(stage: Stage) -> None:
    one = due(stage.scheduled())
    stage.kill(AGENT)
    assert fired(one) == "denied"
    assert denied(one.correlation_id) == [("kill_switch", "send", "platform:deliverables")]
    now = stands(one.deliverable_id)
    assert (now.status, now.problems[0]["rule"]) == ("approved", "kill_switch")
    assert (notices(one), stage.sent()) == (["deliverable_denied"], [])


def test_a_minute_with_too_many_calls_is_waited_out(stage: Stage) -> None:
    one = due(stage.scheduled())
    stage.cloud.functions["greenlight-test-deliver"] = lambda _: {
        "status": "denied", "rule": "rate", "detail": "too many",
    }  # fmt: skip
    assert fired(one) == "held_up"
    assert (stands(one.deliverable_id).status, notices(one)) == ("scheduled", [])


def test_one_whose_approval_is_over_expires_and_can_be_used_no_more(stage: Stage) -> None:
    one = change(due(stage.scheduled()), expires_at=1)
    assert fired(one) == "expired"
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("expired", 0)
    assert approval(one)["settled_at"]
    assert stage.sent() == []


def test_one_that_is_used_in_that_moment_does_not_expire(stage: Stage) -> None:
    one = due(stage.scheduled())
    change(one, expires_at=1)
    seen = stands(one.deliverable_id)

    record = Approvals(TENANT).get(one.approval_id)
    change_approval(one, attempts=1)
    assert expire(seen, record) is False
    assert stands(one.deliverable_id).status == "scheduled"


def test_a_send_that_is_still_running_is_left_to_the_sweep(stage: Stage) -> None:
    one = due(stage.scheduled())
    stage.cloud.failing["greenlight-test-deliver"] = "StillRunning"
    assert (fired(one), stands(one.deliverable_id).status) == ("running", "scheduled")


def test_what_is_being_sent_when_its_approval_ends_does_not_expire(stage: Stage) -> None:
    """A second fire; what comes of the first one is counted once."""
    one = change(due(stage.scheduled()), expires_at=int(time.time()) - 1)
    change_approval(one, attempts=1)
    Items(APPROVALS).put({**Keys(TENANT).effect(one.approval_id, 1), "status": "dispatched", "attempt": 1})
    assert fired(one) == "sending"
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("scheduled", 1)


@pytest.mark.parametrize("named", ["dlv_none", "a#b"])
def test_what_is_not_there_is_nothing(stage: Stage, named: str) -> None:
    assert fire({"tenant_id": TENANT, "deliverable_id": named}) == "gone"
    assert fire({"tenant_id": "nobody-here", "deliverable_id": named}) == "gone"
