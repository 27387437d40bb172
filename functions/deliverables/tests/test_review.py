"""A verdict on the version that was seen: one at a time or fifty, by the rules of every approval."""

from typing import Any

import pytest
from greenlight.approvals.store import Approvals
from greenlight.deliverables.records import Deliverable

from functions.executor.tests.drafted import stands, waits_for
from tests.standins.approvals import PEOPLE
from tests.standins.platform import CUSTOMER, TENANT

from .stage import Stage, approval, ask, change, change_approval, trail


def review(one: Deliverable, decision: str, notes: str = "", **more: Any) -> Any:
    """`said` go into the body, names of a request into that."""
    body = {"decision": decision, "notes": notes, "digest": one.digest, **more.pop("body", {})}
    return ask("POST", f"/{one.deliverable_id}/review", body, **more)


def test_agp1_cp_3_2_a_yes_makes_an_approval_id_of_exactly_this_version(stage: Stage) -> None:
    one = stage.opened()
    said = review(one, "approve", "good")
    assert (said.status, said.body["deliverable"]["status"]) == (200, "approved")
    record = Approvals(TENANT).get(said.body["approval_id"])
    assert (record.status, record.deliverable_id, record.version) == ("approved", one.deliverable_id, 1)
    assert (record.digest, record.note, record.decided_by) == (one.digest, "good", CUSTOMER)


def test_agp1_cp_3_2_a_no_keeps_its_notes_and_nothing_can_come_of_it(stage: Stage) -> None:
    one = stage.opened()
    said = review(one, "reject", "too loud")
    assert (said.body["deliverable"]["status"], said.body["deliverable"]["note"]) == ("rejected", "too loud")
    tried = ask("POST", f"/{one.deliverable_id}/execute", {"approval_id": said.body["approval_id"]})
    assert (tried.status, tried.body["rule"]) == (403, "approval_required")
    assert (stage.sent(), waits_for(one)) == ([], 0)


def test_a_report_is_acknowledged(stage: Stage) -> None:
    one = stage.opened(kind="report", tool="", verb="", arguments={})
    assert review(one, "approve").status == 422
    assert review(one, "acknowledge").body["deliverable"]["status"] == "acknowledged"


def test_a_revision_says_what_should_be_different(stage: Stage) -> None:
    one = stage.opened()
    assert review(one, "revise", " ").body["errors"][0]["pointer"] == "/notes"
    assert review(one, "revise", "warmer").body["deliverable"]["status"] == "revising"


def test_after_three_rounds_it_is_decided(stage: Stage) -> None:
    fresh = stage.opened()
    assert ask("GET", f"/{fresh.deliverable_id}").body["rounds_left"] == 3
    one = change(fresh, rounds=3)
    assert ask("GET", f"/{one.deliverable_id}").body["rounds_left"] == 0
    assert review(one, "revise", "warmer").status == 409
    assert review(one, "approve").status == 200


@pytest.mark.parametrize("body", [{"digest": "0" * 64}, {"version": 2}])
def test_a_verdict_on_another_version_is_refused(stage: Stage, body: Any) -> None:
    one = stage.opened()
    assert review(one, "approve", body=body).status == 412
    assert stands(one.deliverable_id).status == "pending_review"


def test_the_same_verdict_again_is_replayed_and_another_is_refused(stage: Stage) -> None:
    one = stage.opened()
    first, again = review(one, "approve"), review(one, "approve")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.body == first.body
    assert review(one, "reject").status == 409


def test_who_is_asked_may_decide_and_others_may_not(stage: Stage) -> None:
    one = stage.opened()
    change_approval(one, assignees=[CUSTOMER, "role.approver"])
    assert review(one, "approve", user=PEOPLE["operator"]).body["rule"] == "approver"
    assert review(one, "approve", user=PEOPLE["viewer"]).body["rule"] == "role"
    assert review(one, "approve", user=PEOPLE["approver"]).status == 200


def test_an_approval_that_is_over_takes_no_verdict(stage: Stage) -> None:
    one = stage.opened()
    change_approval(one, expires_at=1)
    assert review(one, "approve").status == 410
    assert (stands(one.deliverable_id).status, waits_for(one)) == ("expired", 0)


def test_a_draft_that_no_gate_lets_through_can_be_thrown_away(stage: Stage) -> None:
    one = stage.drafted()
    assert review(one, "reject").status == 409
    one = change(one, problems=[{"rule": "trial", "detail": "over", "pointer": ""}])
    assert review(one, "approve").status == 409
    said = review(one, "reject", "never mind")
    assert (said.body["deliverable"]["status"], said.body["approval_id"]) == ("rejected", "")
    assert (trail(one), waits_for(one)) == (["deliverable.rejected"], 0)


def test_a_batch_decides_on_each_for_itself(stage: Stage) -> None:
    yes, no, stale = stage.opened(), stage.opened(), stage.opened()
    items = [
        {"deliverable_id": yes.deliverable_id, "decision": "approve", "digest": yes.digest},
        {"deliverable_id": stale.deliverable_id, "decision": "approve", "digest": "0"},
        {"deliverable_id": "dlv_none", "decision": "approve", "digest": "0"},
        {"deliverable_id": no.deliverable_id, "decision": "reject", "notes": "no", "digest": no.digest},
    ]
    said = ask("POST", "/review", {"items": items})
    assert said.status == 207
    results = said.body["results"]
    assert [one["status"] for one in results] == [200, 412, 404, 200]
    assert [one.get("deliverable_status") for one in results] == ["approved", None, None, "rejected"]
    assert results[0]["approval_id"] == yes.approval_id
    assert results[1]["problem"]["digest"] == stale.digest
    assert results[2]["problem"]["correlation_id"] == said.headers["X-Correlation-Id"]
    assert approval(stale)["status"] == "pending"


@pytest.mark.parametrize("count", [0, 51])
def test_a_batch_holds_one_to_fifty(stage: Stage, count: int) -> None:
    items = [{"deliverable_id": "dlv_none", "decision": "approve"}] * count
    assert ask("POST", "/review", {"items": items}).status == 422
