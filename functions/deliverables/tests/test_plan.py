"""A one-time schedule: set, moved and taken back by its customer, within the time of the approval."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from greenlight.deliverables.records import Deliverable

from functions.executor.tests.drafted import stands
from tests.standins.approvals import PEOPLE

from .stage import Stage, ask, change, row, rows, trail

HOUR = 3600


def plan(one: Deliverable, seconds: float, **more: Any) -> Any:
    """So many seconds from now."""
    at = datetime.fromtimestamp(time.time() + seconds, UTC).isoformat()
    return ask("POST", f"/{one.deliverable_id}/schedule", {"at": at}, **more)


def cancel(one: Deliverable, **more: Any) -> Any:
    return ask("DELETE", f"/{one.deliverable_id}/schedule", **more)


def test_what_is_approved_gets_an_hour_and_another_and_none(stage: Stage) -> None:
    one = stage.approved()
    first = plan(one, HOUR)
    assert (first.status, first.body["status"]) == (200, "scheduled")
    second = plan(one, 2 * HOUR)
    assert second.body["scheduled_at"] > first.body["scheduled_at"]
    last = cancel(one)
    assert (last.body["status"], last.body["scheduled_at"]) == ("approved", None)
    assert cancel(one).status == 200
    assert rows("schedule", one.deliverable_id) == [{"deliverable_id": one.deliverable_id}] * 3
    assert trail(stands(one.deliverable_id)) == []  # each is under the request's own correlation id
    assert [step["to"] for step in row(one)["history"][-3:]] == ["scheduled", "scheduled", "approved"]


@pytest.mark.parametrize("seconds", [-HOUR, 30, 100 * 24 * HOUR])
def test_an_hour_is_between_the_next_minute_and_the_end_of_the_approval(stage: Stage, seconds: float) -> None:
    one = stage.approved()
    said = plan(one, seconds)
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, "/at")
    assert stands(one.deliverable_id).status == "approved"


def test_an_hour_has_a_zone(stage: Stage) -> None:
    one = stage.approved()
    assert ask("POST", f"/{one.deliverable_id}/schedule", {"at": "2099-01-01T09:00:00"}).status == 422


def test_what_nobody_approved_gets_no_hour(stage: Stage) -> None:
    one = stage.opened()
    assert (plan(one, HOUR).status, cancel(one).status) == (409, 409)


def test_what_was_barred_after_its_yes_gets_no_hour(stage: Stage) -> None:
    one = change(stage.approved(), status="rejected")
    assert (plan(one, HOUR).status, stands(one.deliverable_id).status) == (409, "rejected")


def test_an_hour_is_for_the_row_that_was_seen(stage: Stage) -> None:
    one = stage.approved()
    assert plan(one, HOUR, **{"If-Match": '"1"'}).status == 412
    assert plan(one, HOUR, **{"If-Match": f'"{one.revision}"'}).status == 200


def test_only_its_customer_plans(stage: Stage) -> None:
    one = change(stage.approved(), user_id=PEOPLE["approver"])
    assert (plan(one, HOUR).status, cancel(one).status) == (404, 404)
    assert plan(one, HOUR, user=PEOPLE["operator"]).body["rule"] == "role"


def test_there_is_an_end_to_how_often_it_is_planned_anew(stage: Stage) -> None:
    """Its row keeps each step, and must still take what came of it: a table's item has 400 KB at most."""
    one = stage.approved()
    step = {"at": "", "from": "approved", "to": "scheduled", "actor": "", "reason": "", "correlation_id": ""}
    change(one, history=[step] * 200)
    assert plan(one, HOUR).status == 409
    assert (
        ask("POST", f"/{one.deliverable_id}/execute", {"approval_id": one.approval_id}).body["status"] == "ok"
    )
