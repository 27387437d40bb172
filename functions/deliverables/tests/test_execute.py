"""AGP1-PLANT-3.3: what has its approval is sent, once, as it was approved; whatever has not is denied, and kept."""

import time
from typing import Any

import pytest
from greenlight.deliverables.records import Deliverable

from functions.deliverables.due import carry_out
from functions.deliverables.execute import missing
from functions.executor.tests.drafted import stands, waits_for
from tests.standins.approvals import PEOPLE
from tests.standins.platform import AGENT, CUSTOMER, settle_in

from .stage import Stage, approval, ask, change, denied

ME = f"user:{CUSTOMER}"


def execute(one: Deliverable, approval_id: str | None = None, **more: Any) -> Any:
    body = {"approval_id": one.approval_id if approval_id is None else approval_id}
    return ask("POST", f"/{one.deliverable_id}/execute", body, **more)


def test_agp1_plant_3_3_without_its_approval_nothing_is_carried_out(stage: Stage) -> None:
    one, other = stage.approved(), stage.approved()
    waiting = stage.opened()
    for tried in (
        execute(one, ""), execute(one, "apr_none"), execute(one, other.approval_id), execute(waiting),
        execute(waiting, one.approval_id), ask("POST", f"/{one.deliverable_id}/execute"),
    ):  # fmt: skip
        assert (tried.status, tried.body["rule"]) == (403, "approval_required")
        assert tried.body["denial_id"].startswith("den_")
        assert denied(tried.body["correlation_id"]) == [("approval_required", "route", ME)]
    assert (stage.sent(), stage.acted) == ([], [])


def test_agp1_plant_3_3_with_its_approval_exactly_what_was_approved_is_sent(stage: Stage) -> None:
    one = stage.approved()
    said = execute(one)
    assert (said.status, said.body["status"], said.body["approval_id"]) == (200, "ok", one.approval_id)
    assert (said.body["deliverable"]["status"], waits_for(one)) == ("executed", 0)
    assert [raw.decode() for raw in stage.sent()] == [approval(one)["exact"]]


def test_asked_for_ten_times_it_is_sent_once(stage: Stage) -> None:
    one = stage.approved()
    said = [execute(one) for _ in range(10)]
    assert {each.body["status"] for each in said} == {"ok"}
    assert [each.headers.get("Idempotent-Replayed") for each in said] == [None] + ["true"] * 9
    assert len(stage.sent()) == 1


def test_an_approval_whose_time_is_over_allows_nothing(stage: Stage) -> None:
    one = change(stage.approved(), expires_at=1)
    assert execute(one).body["rule"] == "approval_required"
    assert stage.sent() == []


@pytest.mark.parametrize(
    ("status", "expires_at", "allowed"),
    [
        ("approved", 101, True), ("scheduled", 101, True), ("approved", 100, False), ("executed", 1, True),
        ("needs_person", 1, True), ("failed", 1, True), ("rejected", 101, False), ("expired", 101, False),
        ("revising", 101, False), ("draft", 101, False), ("pending_review", 101, False),
    ],
)  # fmt: skip
def test_only_a_yes_that_is_in_time_allows(stage: Stage, status: Any, expires_at: int, allowed: bool) -> None:
    one = change(stage.opened(), status=status, expires_at=expires_at)
    assert (missing(one, one.approval_id, 100) == "") is allowed


def test_a_switch_at_the_send_is_told_by_its_rule_and_kept_under_the_same_id(stage: Stage) -> None:
    one = stage.approved()
    stage.kill(AGENT)
    said = execute(one)
    assert (said.status, said.body["rule"]) == (403, "kill_switch")
    assert denied(said.body["correlation_id"]) == [("kill_switch", "send", ME)]
    assert (stage.sent(), stands(one.deliverable_id).status) == ([], "approved")


def test_while_another_carries_it_out_one_comes_back_later(stage: Stage) -> None:
    one = stage.approved()
    stage.cloud.failing["greenlight-test-deliver"] = "StillRunning"
    said = execute(one)
    assert (said.status, said.headers["Retry-After"]) == (409, "1")
    stage.cloud.failing.clear()
    assert execute(one).body["status"] == "ok"
    assert len(stage.sent()) == 1


def test_what_may_have_arrived_is_told_as_a_persons_to_look_at_and_never_sent_again(stage: Stage) -> None:
    one = stage.approved(path="/_drop/x")
    first, again = execute(one), execute(one)
    assert (first.status, first.body["status"], again.body["status"]) == (200, "needs_person", "needs_person")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (stands(one.deliverable_id).status, len(stage.sent())) == ("needs_person", 1)


def test_what_is_still_looked_up_is_accepted_and_not_known(stage: Stage) -> None:
    one = stage.approved()
    stage.cloud.functions["greenlight-test-deliver"] = lambda _: {"status": "unknown", "detail": "asked"}
    said = execute(one)
    assert (said.status, said.body["status"], said.body["detail"]) == (202, "unknown", "asked")


def test_of_a_rehearsal_nothing_is_sent_and_it_is_done(stage: Stage) -> None:
    settle_in(mode="rehearse")
    one = stage.approved()
    said = execute(one)
    assert (said.body["status"], said.body["deliverable"]["status"]) == ("ok", "executed")
    assert said.body["deliverable"]["effect"]["rehearsed"] is True
    assert (stage.sent(), waits_for(one)) == ([], 0)


def test_what_was_carried_out_before_its_hour_is_not_sent_again_then(stage: Stage) -> None:
    one = stage.scheduled()
    assert execute(one).body["status"] == "ok"
    assert carry_out(stands(one.deliverable_id), time.time() + 3700) == "not_scheduled"
    assert len(stage.sent()) == 1


def test_a_report_is_not_carried_out(stage: Stage) -> None:
    one = stage.opened(kind="report", tool="", verb="", arguments={})
    assert execute(one).status == 409


def test_only_its_customer_carries_it_out(stage: Stage) -> None:
    one = stage.approved()
    assert execute(one, user=PEOPLE["approver"]).body["rule"] == "role"
    mine = stage.drafted(user_id=PEOPLE["approver"])
    assert execute(mine, "apr_none").status == 404
    assert stage.sent() == []
