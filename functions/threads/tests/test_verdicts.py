"""Approvals on the socket: the live inbox, and verdicts by `resume`, ours and AG-UI's short form."""

import json
import time
from typing import Any

import pytest
from greenlight import doors
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.socket_messages import ServerMessage

from functions.threads.app import connect, disconnect
from tests.standins.approvals import become, publish, waiting
from tests.standins.cloud import Cloud
from tests.standins.platform import CONNECTION, CUSTOMER, TENANT, caller, settle_in

from .conftest import connecting, event
from .talk import OTHER, say


@pytest.fixture
def inbox(cloud: Cloud, socket: str, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """The customer's socket is open and nothing waits for him yet."""
    publish(monkeypatch)
    for item in Items(APPROVALS).every(Keys(TENANT).inbox(CUSTOMER, "any", open=True)["pk"]):
        Items(APPROVALS).delete({"pk": item["pk"], "sk": item["sk"]})
    return cloud


def open_as(user: str, *roles: str, signed_in_ago: int = 0) -> str:
    settle_in(user)
    become(user, list(roles))
    who = caller(user)
    ticket = doors.issue_ticket(type(who)(**{
        **{name: getattr(who, name) for name in who.__dataclass_fields__},
        "signed_in_at": int(time.time()) - signed_in_ago,
    }))  # fmt: skip
    opening = connecting(ticket.secret, connection=OTHER)
    opening["requestContext"]["identity"] = {"sourceIp": "192.0.2.9"}
    assert connect(opening, None)["statusCode"] == 200
    return OTHER


def subscribe(cloud: Cloud, on: str = CONNECTION) -> list[dict[str, Any]]:
    before = len(cloud.frames[on])
    say(cloud, "subscribe", {"topic": "approvals"}, id="s1", on=on)
    return cloud.frames[on][before:]


def resume(cloud: Cloud, *entries: Any, thread: str = "thr_1", on: str = CONNECTION) -> list[dict[str, Any]]:
    """The answers, without what the inbox hears besides."""
    before = len(cloud.frames[on])
    say(cloud, "resume", list(entries), id="r1", thread=thread, on=on)
    return [frame for frame in cloud.frames[on][before:] if frame["kind"] in {"decided", "refused"}]


def verdict(record: Record, verdict: str, **more: Any) -> dict[str, Any]:
    payload = {"verdict": verdict, "digest": record.digest, **more}
    return {"interruptId": record.approval_id, "status": "resolved", "payload": payload}


def short(record: Record, approved: Any, **more: Any) -> dict[str, Any]:
    payload = {"approved": approved, "metadata": {"digest": record.digest}, **more}
    return {"interruptId": record.approval_id, "status": "resolved", "payload": payload}


def now(record: Record) -> Record:
    return Approvals(TENANT).get(record.approval_id)


def stands(record: Record, status: str) -> list[dict[str, Any]]:
    said = {"approval_id": record.approval_id, "status": status}
    return [{"v": 1, "kind": "decided", "id": "r1", "approvals": [said]}]


def test_the_inbox_begins_with_what_waits_and_goes_on_with_every_change(inbox: Cloud) -> None:
    first, second = waiting(), waiting()
    frames = subscribe(inbox)
    assert [frame["kind"] for frame in frames] == ["approval", "approval", "subscribed"]
    assert [frame["approval"]["approval_id"] for frame in frames[:2]] == [
        second.approval_id,
        first.approval_id,
    ]
    assert frames[2] == {"v": 1, "kind": "subscribed", "id": "s1", "topic": "approvals"}
    resume(inbox, verdict(first, "deny"))
    told = [frame["approval"] for frame in inbox.frames[CONNECTION] if frame["kind"] == "approval"]
    assert (told[-1]["approval_id"], told[-1]["status"]) == (first.approval_id, "denied")
    for frame in inbox.frames[CONNECTION]:
        assert ServerMessage.model_validate_json(json.dumps(frame))


def test_an_approver_hears_of_what_his_role_is_asked_until_he_leaves(inbox: Cloud) -> None:
    record = waiting()
    on = open_as("usr_hears", "approver")
    assert subscribe(inbox, on)[0]["approval"]["approval_id"] == record.approval_id
    key = Keys(TENANT).inbox_socket("role.approver", on)
    stored = Items(APPROVALS).get(key)
    assert stored is not None
    assert stored["expires_at"] > time.time()
    disconnect(event("$disconnect", connection=on), None)
    assert Items(APPROVALS).get(key) is None


def test_a_customer_hears_nothing_of_others(inbox: Cloud) -> None:
    waiting()
    on = open_as("usr_deaf", "customer")
    assert [frame["kind"] for frame in subscribe(inbox, on)] == ["subscribed"]
    resume(inbox, verdict(waiting(), "deny"))
    assert [frame["kind"] for frame in inbox.frames[on]] == ["subscribed"]


def test_there_is_no_other_topic(inbox: Cloud) -> None:
    assert say(inbox, "subscribe", {"topic": "everything"})["problem"]["status"] == 422


@pytest.mark.parametrize(
    ("said", "status"),
    [("approve", "approved"), ("deny", "denied"), ("respond", "responded"), ("revise", "revised")],
)
def test_a_verdict_is_what_rest_takes(inbox: Cloud, said: str, status: str) -> None:
    record = waiting()
    assert resume(inbox, verdict(record, said, note="because")) == stands(record, status)
    assert now(record).note == "because"


@pytest.mark.parametrize(
    ("approved", "more", "status"),
    [
        (True, {}, "approved"), (True, {"editedArgs": {"text": "hi"}}, "edited"), (False, {}, "denied"),
        (False, {"editedArgs": {"text": "hi"}}, "denied"), (True, {"editedArgs": None}, "approved"),
    ],
)  # fmt: skip
def test_the_short_form_needs_the_digest_that_was_shown(
    inbox: Cloud, approved: bool, more: Any, status: str
) -> None:
    record = waiting()
    assert resume(inbox, short(record, approved, **more)) == stands(record, status)


def test_what_was_dismissed_is_denied(inbox: Cloud) -> None:
    record = waiting()
    assert resume(inbox, {"interruptId": record.approval_id, "status": "cancelled"}) == stands(
        record, "denied"
    )
    assert now(record).note == "cancelled"


def test_several_are_decided_each_for_itself(inbox: Cloud) -> None:
    one, two, three = waiting(), waiting(), waiting()
    stale = verdict(two, "approve", digest="0" * 64)
    decided, refused = resume(inbox, verdict(one, "approve"), stale, short(three, False))
    assert [said["status"] for said in decided["approvals"]] == ["approved", "denied"]
    assert (refused["problem"]["status"], refused["problem"]["approval_id"]) == (412, two.approval_id)
    assert now(two).is_open


def test_the_same_again_is_answered_the_same_and_another_is_refused(inbox: Cloud) -> None:
    record = waiting()
    for _ in range(2):
        assert resume(inbox, verdict(record, "approve")) == stands(record, "approved")
    assert resume(inbox, verdict(record, "deny"))[0]["problem"]["status"] == 409


@pytest.mark.parametrize(
    "payload",
    [
        [], "approve", {}, [{}], [{"interruptId": 7, "status": "resolved"}],
        [{"interruptId": "apr_1", "status": "done"}], [{"interruptId": "apr_1", "status": "resolved", "payload": []}],
        [{"interruptId": "apr_1", "status": "cancelled"}] * 21,
    ],
)  # fmt: skip
def test_what_is_no_verdict_decides_nothing(inbox: Cloud, payload: Any) -> None:
    assert say(inbox, "resume", payload, thread="thr_1")["problem"]["status"] == 422


@pytest.mark.parametrize(
    "payload",
    [{}, None, {"verdict": "approve"}, {"digest": "x"}, {"verdict": "approve", "digest": 7}, {"approved": True},
     {"approved": "yes", "metadata": {"digest": "x"}}, {"approved": True, "metadata": "x"},
     {"approved": True, "metadata": {"digest": "x"}, "editedArgs": []},
     {"verdict": "approve", "digest": "x", "arguments": "x"}],
)  # fmt: skip
def test_half_a_verdict_is_refused(inbox: Cloud, payload: Any) -> None:
    record = waiting()
    entry = {"interruptId": record.approval_id, "status": "resolved", "payload": payload}
    (said,) = resume(inbox, entry)
    assert (said["kind"], said["problem"]["status"]) == ("refused", 422)
    assert now(record).is_open


def test_one_alone_needs_no_list_and_no_thread(inbox: Cloud) -> None:
    record = waiting()
    assert say(inbox, "resume", verdict(record, "approve"))["kind"] in {"decided", "approval"}
    assert now(record).status == "approved"


def test_an_interrupt_of_another_thread_is_not_in_this_one(inbox: Cloud) -> None:
    record = waiting()
    (said,) = resume(inbox, verdict(record, "approve"), thread="thr_2")
    assert (said["problem"]["status"], now(record).is_open) == (404, True)


def test_a_verdict_names_door_and_address(inbox: Cloud) -> None:
    record = waiting()
    on = open_as("usr_decides", "approver")
    assert resume(inbox, verdict(record, "approve"), on=on) == stands(record, "approved")
    assert now(record).decided_from == {"door": "socket", "address": "192.0.2.9"}


@pytest.mark.parametrize(("ago", "kind"), [(5, "decided"), (600, "refused")])
def test_a_socket_is_as_fresh_as_the_sign_in_behind_it(inbox: Cloud, ago: int, kind: str) -> None:
    record = waiting(fresh_login=True)
    on = open_as(f"usr_fresh{ago}", "approver", signed_in_ago=ago)
    assert resume(inbox, verdict(record, "approve"), on=on)[0]["kind"] == kind


def test_who_is_not_asked_finds_nothing_to_resume(inbox: Cloud) -> None:
    record = waiting()
    on = open_as("usr_stranger", "customer")
    assert resume(inbox, verdict(record, "approve"), on=on)[0]["problem"]["status"] == 404
    assert now(record).is_open
