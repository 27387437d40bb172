"""A deliverable from its draft to its act: each step by one person's yes to exactly this version."""

from typing import Any

import pytest
from greenlight.approvals.decide import judged
from greenlight.approvals.digests import action_digest
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.store import Approvals
from greenlight.declare import AGENTS, APPROVALS
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Conflict, Invalid, Stale
from greenlight.items import Items
from greenlight.keys import Keys, due

from functions.executor.app import deliver
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller, settle_in

from .drafted import (
    act,
    acted,
    ask_deliver,
    denials,
    drafted,
    in_an_hour,
    kill,
    opened,
    outbox,
    previews,
    said,
    settle,
    stands,
    waits_for,
)


@pytest.fixture(autouse=True)
def shown(cloud: Cloud) -> None:
    previews(cloud)
    Items(APPROVALS).delete(Keys(TENANT).controls())


def judge(**changes: Any) -> Any:
    asked = {
        "op": "judge", "tenant_id": TENANT, "user_id": CUSTOMER, "agent_id": AGENT, "goal_run_id": "grn_1",
        "correlation_id": "cor_judged", "tool": "notes.publish", "arguments": {"text": "hello"},
    }  # fmt: skip
    return deliver(asked | changes, None)


def test_opening_asks_a_person_about_this_very_version(cloud: Cloud) -> None:
    one, record = opened()
    assert (one.status, one.approval_id, one.digest) == ("pending_review", record.approval_id, record.digest)
    assert (record.kind, record.bound["deliverable_id"], record.bound["version"]) == (
        "deliverable", one.deliverable_id, 1,
    )  # fmt: skip
    assert record.digest == action_digest(record.bound, {"text": "hello"})
    assert record.digest != action_digest({**record.bound, "version": 2}, {"text": "hello"})


def test_opening_twice_asks_once(cloud: Cloud) -> None:
    one, record = opened()
    again = ask_deliver("open", one)
    assert again == {"status": "pending_review", "approval_id": record.approval_id, "digest": record.digest}


@pytest.mark.parametrize(
    ("verdict", "status", "waits"),
    [("approve", "approved", 1), ("deny", "rejected", 0), ("revise", "revising", 1)],
)
def test_a_verdict_moves_the_deliverable_with_it(cloud: Cloud, verdict: str, status: str, waits: int) -> None:
    _, record = opened()
    assert said(record, verdict, note="because").status == status
    assert waits_for(record) == waits


def test_an_edit_is_the_next_version_and_what_is_approved(cloud: Cloud) -> None:
    _, record = opened()
    one = said(record, "edit", arguments={"text": "better"}, note="shorter")
    assert (one.status, one.version, one.arguments, one.author) == (
        "approved",
        2,
        {"text": "better"},
        CUSTOMER,
    )
    versions = Deliverables(TENANT).versions(one.deliverable_id)
    assert [(v.version, v.arguments["text"], v.author) for v in versions] == [
        (1, "hello", "agent"), (2, "better", CUSTOMER),
    ]  # fmt: skip
    assert one.digest == Approvals(TENANT).get(record.approval_id).digest != record.digest


def test_a_verdict_on_what_was_not_seen_is_refused(cloud: Cloud) -> None:
    _, record = opened()
    with pytest.raises(Stale):
        judged(caller(), record.approval_id, Decision("approve", "0" * 64), Door("rest"))
    with pytest.raises(Invalid):
        said(record, "respond")
    assert stands(record.deliverable_id).status == "pending_review"


def test_a_suggested_time_becomes_a_schedule_of_the_approval(cloud: Cloud) -> None:
    at = in_an_hour()
    _, record = opened(suggested_at=at)
    one = said(record, "approve")
    assert (one.status, one.scheduled_at) == ("scheduled", at)
    assert outbox("schedule", one.deliverable_id) == [{"deliverable_id": one.deliverable_id}]
    assert record.expires_at > at


def test_taking_back_a_yes_takes_back_the_deliverable_and_its_schedule(cloud: Cloud) -> None:
    _, record = opened(suggested_at=in_an_hour())
    said(record, "approve")
    Approvals(TENANT).revoke(caller(), record.approval_id, "no longer", Door("rest"))
    assert stands(record.deliverable_id).status == "rejected"
    assert (len(outbox("schedule", record.deliverable_id)), waits_for(record)) == (2, 0)


def test_a_yes_stands_until_it_is_used(cloud: Cloud) -> None:
    cloud.functions["greenlight-test-effects"] = lambda _: {"ok": True}
    _, record = opened()
    said(record, "approve")
    assert settle(record) == {"settled": True, "status": "approved"}
    found = Items(APPROVALS).get(Keys(TENANT).approval(record.approval_id)) or {}
    assert "gsi2pk" not in found
    assert not found.get("settled_at")


def test_acting_goes_through_effects_by_ids_alone(cloud: Cloud) -> None:
    sent: list[Any] = []

    def effects(body: dict[str, Any]) -> dict[str, Any]:
        sent.append(body)
        return {"ok": True, "effect": {"status": "confirmed", "result": {"status_code": 201}}}

    cloud.functions["greenlight-test-effects"] = effects
    one, record = opened()
    said(record, "approve")
    assert act(one, record.approval_id)["status"] == "ok"
    assert sent == [{"op": "execute", "tenant_id": TENANT, "approval_id": record.approval_id}]


def test_agp1_plant_3_3_acting_without_its_approval_is_denied_and_kept(cloud: Cloud) -> None:
    one, record = opened()
    _, other = opened()
    for approval_id in (
        "",
        "apr_none",
        other.approval_id,
        record.approval_id,
    ):  # the last one is not decided yet
        answer = act(one, approval_id)
        assert (answer["status"], answer["rule"]) == ("denied", "approval_required")
    said(record, "deny")
    assert act(one, record.approval_id)["rule"] == "approval_required"
    assert denials(acted(one)) == [("approval_required", "send")] * 5


def test_a_switch_at_the_send_denies_and_leaves_the_approval_good(cloud: Cloud) -> None:
    cloud.functions["greenlight-test-effects"] = lambda _: {
        "ok": True, "effect": {"status": "confirmed", "result": {}},
    }  # fmt: skip
    one, record = opened()
    said(record, "approve")
    kill(AGENT)
    assert (act(one, record.approval_id)["rule"], denials(acted(one))) == (
        "kill_switch",
        [("kill_switch", "send")],
    )
    Items(APPROVALS).delete(Keys(TENANT).controls())
    assert act(one, record.approval_id)["status"] == "ok"


def test_what_the_rules_forbid_by_the_time_of_the_yes_is_barred(cloud: Cloud) -> None:
    _, record = opened()
    said(record, "approve")
    kill(AGENT)
    settle(record)
    one = stands(record.deliverable_id)
    assert (one.status, one.history[-1]["reason"][:11], waits_for(one)) == ("rejected", "kill_switch", 0)
    assert denials(one.correlation_id) == [("kill_switch", "approval")]
    assert Approvals(TENANT).get(record.approval_id).settled_at


def test_a_draft_that_may_not_be_asked_about_says_why_and_stays(cloud: Cloud) -> None:
    settle_in(trial={"status": "expired"})
    one = drafted()
    assert ask_deliver("open", one)["rule"] == "trial"
    one = stands(one.deliverable_id)
    assert (one.status, one.problems[0]["rule"], denials(one.correlation_id)) == (
        "draft",
        "trial",
        [("trial", "draft")],
    )


def test_a_note_sends_it_back_to_the_drafter_once(cloud: Cloud) -> None:
    _, record = opened()
    said(record, "revise", note="warmer, please")
    for _ in range(2):
        settle(record)
    (run,) = outbox("start", f"cor_{record.deliverable_id}")[1:]  # the first is its approval's
    found = Items(AGENTS).get(Keys(TENANT).goal_run(run["name"])) or {}
    assert (found["trigger"], found["deliverable_id"], found["note"]) == (
        "revise", record.deliverable_id, "warmer, please",
    )  # fmt: skip
    assert found["gsi2pk"] == due(run["name"])  # where the net asks after a silent one


def test_a_report_is_acknowledged_and_nothing_else(cloud: Cloud) -> None:
    _, record = opened(kind="report", tool="", verb="", arguments={})
    with pytest.raises(Invalid):
        said(record, "approve")
    assert said(record, "acknowledge").status == "acknowledged"
    with pytest.raises(Conflict):
        said(record, "deny")


def test_judging_tells_the_exact_bytes_and_asks_nobody(cloud: Cloud) -> None:
    answer = judge()
    assert (answer["decision"], answer["exact"]) == ("ask", "POST /x")
    assert not outbox("start", "cor_judged")


def test_a_draft_past_a_limit_is_denied_by_its_rule_and_kept(cloud: Cloud) -> None:
    kill(AGENT)
    assert judge()["rule"] == "kill_switch"
    problem = {"pointer": "/text", "detail": "is too long"}
    Items(APPROVALS).delete(Keys(TENANT).controls())
    cloud.functions["greenlight-test-preview"] = lambda _: {"ok": False, "problems": [problem]}
    answer = judge()
    assert (answer["rule"], answer["problems"]) == ("arguments", [problem])
    assert denials("cor_judged") == [("arguments", "draft"), ("kill_switch", "draft")]
