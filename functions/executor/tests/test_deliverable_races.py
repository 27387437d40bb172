"""A deliverable between two who are at it at once, or after one who came no further."""

import time
from typing import Any

import pytest
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import Conflict
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.spending import Reservation, has_room, month_of, reserve

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
    previews,
    said,
    settle,
    stands,
    waits_for,
)  # fmt: skip


@pytest.fixture(autouse=True)
def shown(cloud: Cloud) -> None:
    previews(cloud)
    Items(APPROVALS).delete(Keys(TENANT).controls())


def test_an_edit_that_two_agree_to_is_its_editors(cloud: Cloud) -> None:
    settle_in(enforcement={"approvals": {"people": 2, "assignees": ["usr_second"]}})
    _, record = opened()
    said(record, "edit", arguments={"text": "better"})
    second = Caller(TENANT, "usr_second", frozenset({"approver"}))
    edited = Approvals(TENANT).get(record.approval_id)
    judged(second, record.approval_id, Decision("approve", edited.digest), Door("rest"))
    one = stands(record.deliverable_id)
    assert (one.status, one.version, one.author) == ("approved", 2, CUSTOMER)
    assert one.history[-1]["actor"] == "user:usr_second"


def test_a_campaigns_last_post_is_still_approved_at_its_hour(cloud: Cloud) -> None:
    """It begins on a Monday up to six days ahead, and lasts four weeks."""
    at = in_an_hour() + (6 + 27) * 24 * 3600
    _, record = opened(suggested_at=at)
    assert record.expires_at > at
    assert said(record, "approve").status == "scheduled"


def test_an_hour_that_no_approval_lives_to_see_is_not_scheduled(cloud: Cloud) -> None:
    _, record = opened(suggested_at=in_an_hour() + 300 * 24 * 3600)
    assert said(record, "approve").status == "approved"


def test_a_draft_that_came_too_fast_can_be_opened_a_little_later(cloud: Cloud) -> None:
    settle_in(rate_limit_rpm=0)
    one = drafted()
    assert ask_deliver("open", one)["rule"] == "rate"
    assert list(stands(one.deliverable_id).problems) == []  # else the sweep leaves it to a person
    settle_in()
    assert ask_deliver("open", one)["status"] == "pending_review"


def test_a_draft_that_another_opened_meanwhile_is_told_as_it_stands(cloud: Cloud) -> None:
    one = drafted()

    def overtaken(_: Any) -> Any:
        previews(cloud)
        ask_deliver("open", one)
        return {"ok": False, "problems": [{"pointer": "/text", "detail": "is too long"}]}

    cloud.functions["greenlight-test-preview"] = overtaken
    assert ask_deliver("open", one)["status"] == "pending_review"
    assert (stands(one.deliverable_id).problems, denials(one.correlation_id)) == ([], [])


def test_what_is_settled_cannot_be_taken_back_and_is_counted_once(cloud: Cloud) -> None:
    _, record = opened()
    said(record, "approve")
    kill(AGENT)
    settle(record)
    with pytest.raises(Conflict):
        Approvals(TENANT).revoke(caller(), record.approval_id, "no longer", Door("rest"))
    assert (stands(record.deliverable_id).status, waits_for(record)) == ("rejected", 0)


def test_taking_back_a_yes_frees_the_money_that_was_held_for_it(cloud: Cloud) -> None:
    """Its machine has ended by then: nobody else does."""
    _, record = opened()
    held = Reservation(AGENT, month_of(time.time()), record.approval_id, 20, in_an_hour())
    assert reserve(TENANT, held, 20, time.time())
    change_record(record, reservation=held.as_text())
    said(record, "approve")
    assert not has_room(TENANT, AGENT, 20, time.time())
    Approvals(TENANT).revoke(caller(), record.approval_id, "no longer", Door("rest"))
    assert has_room(TENANT, AGENT, 20, time.time())


def change_record(record: Record, **fields: Any) -> None:
    Items(APPROVALS).update(
        Keys(TENANT).approval(record.approval_id), "SET " + ", ".join(f"#{n} = :{n}" for n in fields),
        values={f":{n}": v for n, v in fields.items()}, names={f"#{n}": n for n in fields},
    )  # fmt: skip


@pytest.mark.parametrize("left", [{"status": "not_sent", "abandoned": True}, {"status": "prepared"}])
def test_what_was_never_sent_passes_the_bus_before_it_is_tried_again(
    cloud: Cloud, left: dict[str, Any]
) -> None:
    """The worker died between claim and send; the agent was paused before anybody tried again."""
    sent = list[Any]()
    cloud.functions["greenlight-test-effects"] = sent.append
    one, record = opened()
    said(record, "approve")
    attempted(record, left)
    settle_in(status="paused")
    assert act(one, record.approval_id)["rule"] == "agent_status"
    assert (sent, denials(acted(one))) == ([], [("agent_status", "send")])


def test_what_may_have_been_sent_is_told_as_it_went_whatever_has_changed(cloud: Cloud) -> None:
    told = {"ok": True, "effect": {"status": "confirmed", "result": {}}}
    cloud.functions["greenlight-test-effects"] = lambda _: told
    one, record = opened()
    said(record, "approve")
    attempted(record, {"status": "confirmed"})
    settle_in(status="paused")
    assert act(one, record.approval_id)["status"] == "ok"


def attempted(record: Record, effect: dict[str, Any]) -> None:
    """One attempt, and how far it came; its lease is over."""
    change_record(record, attempts=1)
    key = Keys(TENANT).effect(record.approval_id, 1)
    Items(APPROVALS).put({**key, "attempt": 1, "lease_until": int(time.time()) - 1, **effect})


def test_a_yes_that_was_barred_when_its_worker_died_is_told_to_the_deliverable(cloud: Cloud) -> None:
    _, record = opened(suggested_at=in_an_hour())
    said(record, "approve")
    outcome = {"status": "denied", "rule": "kill_switch", "detail": "This was switched off."}
    Approvals(TENANT).bar(Approvals(TENANT).get(record.approval_id), outcome)
    for _ in range(2):
        settle(record)
    one = stands(record.deliverable_id)
    assert (one.status, waits_for(record)) == ("rejected", 0)
    assert denials(one.correlation_id) == [("kill_switch", "approval")]
