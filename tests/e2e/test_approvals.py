"""Approvals at the deployed stack: one verdict each, one request each, and never one without a yes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from greenlight.approvals import links
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from .approving import Asker, hasten, invoke, sweep
from .outside import Outside
from .people import Person, call, until

pytestmark = pytest.mark.e2e
PAIRS = 100


@pytest.fixture
def asker(stack: Any, customer: Person, outside: Outside) -> Asker:
    outside.got.clear()
    return Asker(stack, customer, outside.url)


def test_what_arrives_is_what_was_shown_byte_for_byte(asker: Asker, outside: Outside) -> None:
    record = asker.asked("exactly")
    assert outside.got == []
    assert asker.decide(record, "approve").status == 200
    until(lambda: asker.settled(record.approval_id), what="the settling")
    assert [raw.decode() for raw in outside.got] == [record.exact]
    assert asker.record(record.approval_id).outcome["result"]["status_code"] == 201
    assert [effect["status"] for effect in asker.effects(record.approval_id)] == ["confirmed"]


def test_of_a_hundred_pairs_of_yes_and_no_each_has_one_verdict_and_only_a_yes_is_sent(
    asker: Asker, outside: Outside
) -> None:
    records = [asker.asked(f"pair_{n}") for n in range(PAIRS)]

    def decide(record: Record, verdict: str) -> int:
        return asker.decide(record, verdict).status

    with ThreadPoolExecutor(16) as pool:
        pairs = [
            (record, [pool.submit(decide, record, verdict) for verdict in order])
            for n, record in enumerate(records)
            for order in [("approve", "deny") if n % 2 else ("deny", "approve")]
        ]
        answers = {record.approval_id: sorted(one.result() for one in both) for record, both in pairs}
    until(lambda: all(asker.settled(r.approval_id) for r in records), seconds=120, what="settling all")
    stand = [asker.record(record.approval_id) for record in records]
    approved = sorted(record.call_id.rpartition(".")[2] for record in stand if record.status == "approved")
    assert set(map(tuple, answers.values())) == {(200, 409)}
    assert {record.status for record in stand} <= {"approved", "denied"}
    assert sorted(outside.marks()) == approved
    print(f"\n{PAIRS} pairs: {len(approved)} approved, {len(outside.got)} requests, 0 unapproved, 0 twice")


class StillAtIt(RuntimeError):
    """The machine settles it at this moment: whoever asks then comes back."""


def _settle(asker: Asker, record: Record) -> None:
    try:
        invoke("executor", {"op": "settle", "tenant_id": asker.tenant, "approval_id": record.approval_id})
    except RuntimeError as fault:
        raise StillAtIt if "StillRunning" in str(fault) else fault from None


def test_the_same_callback_ten_times_carries_out_once(asker: Asker, outside: Outside) -> None:
    record = asker.asked("callback")
    until(lambda: _tokens(asker, record), what="the task token")
    asker.decide(record, "approve")
    from greenlight.approvals.tokens import complete

    for _ in range(10):
        complete(record.tenant_id, record.approval_id)
        with suppress(StillAtIt):
            _settle(asker, record)
    until(lambda: asker.settled(record.approval_id), what="the settling")
    assert outside.marks() == ["callback"]


def test_answered_after_its_time_it_is_gone_and_nothing_is_sent(asker: Asker, outside: Outside) -> None:
    record = asker.asked("late")
    Items(APPROVALS).update(
        Keys(asker.tenant).approval(record.approval_id), "SET expires_at = :past", values={":past": 1}
    )
    assert asker.decide(record, "approve").status == 410
    until(lambda: asker.settled(record.approval_id) or _swept(asker, record), seconds=40, what="the settling")
    assert asker.record(record.approval_id).status == "expired"
    assert outside.got == []


def test_a_link_may_be_opened_twenty_times_and_decides_only_when_posted(
    stack: Any, asker: Asker, outside: Outside
) -> None:
    record = asker.asked("link")
    path = f"/approvals/{record.approval_id}/link?token={links.mint(record, record.user_id)}"
    pages = [call(stack["edge_url"], method, path) for method in ("GET", "HEAD", "OPTIONS", "GET") * 5]
    assert {page.status for page in pages} <= {200, 204}
    assert asker.record(record.approval_id).revision == record.revision, "looking changes nothing"
    assert (outside.got, record.exact.splitlines()[0] in str(pages[0].body)) == ([], True)
    bare = call(stack["edge_url"], "POST", path, "verdict=approve", **_FORM)
    assert (bare.status >= 400, asker.record(record.approval_id).status) == (True, "pending")


def test_the_first_version_cannot_be_approved_once_a_second_stands(asker: Asker, outside: Outside) -> None:
    record = asker.asked("version_1")
    second = {**record.arguments, "url": f"{outside.url}/version_2"}
    with ThreadPoolExecutor(2) as pool:
        approve = pool.submit(asker.decide, record, "approve")
        edit = pool.submit(asker.decide, record, "edit", arguments=second)
    assert sorted([approve.result().status, edit.result().status])[0] == 200
    until(lambda: asker.settled(record.approval_id), what="the settling")
    stands = asker.record(record.approval_id)
    expected = {"approved": ["version_1"], "edited": ["version_2"]}[stands.status]
    assert outside.marks() == expected


def test_a_forged_event_at_the_executor_carries_out_nothing(asker: Asker, outside: Outside) -> None:
    record = asker.asked("forged")
    forged = {"op": "settle", "tenant_id": asker.tenant, "approval_id": record.approval_id,
              "status": "approved", "verdict": "approve"}  # fmt: skip
    assert invoke("executor", forged) == {"settled": False, "status": "pending"}
    said = invoke("effects", {"op": "execute", "tenant_id": asker.tenant, "approval_id": record.approval_id})
    assert said["effect"]["status"] == "refused"
    with pytest.raises(RuntimeError, match="NotFound"):
        invoke("executor", {**forged, "tenant_id": "otherfirm"})
    assert outside.got == []


def test_after_a_revocation_a_second_execution_sends_nothing(asker: Asker, outside: Outside) -> None:
    record = asker.asked("revoked")
    gone = asker.owner.rest("POST", f"/api/v1/approvals/{record.approval_id}/revoke", {"reason": "no longer"})
    assert gone.status == 200
    until(lambda: asker.settled(record.approval_id), what="the settling")
    for _ in range(2):
        assert invoke("executor", {"op": "settle", "tenant_id": asker.tenant,
                                   "approval_id": record.approval_id})["status"] == "revoked"  # fmt: skip
    assert outside.got == []


def test_a_kill_switch_stops_what_was_approved_before_it(stack: Any, asker: Asker, outside: Outside) -> None:
    operator = Person(stack, "operator")
    record = asker.asked("killed")
    switches = operator.rest("GET", "/api/v1/kill-switches")
    pulled = {"tenant": False, "agents": {}, "tools": {"web.http_call": "a test"}}
    etag = switches.headers["ETag"]
    assert operator.rest("PUT", "/api/v1/kill-switches", pulled, **{"If-Match": etag}).status == 200
    try:
        asker.decide(record, "approve")
        until(lambda: asker.settled(record.approval_id), what="the settling")
        assert outside.got == []
        assert asker.ask("killed_too")["rule"] == "kill_switch"
    finally:
        now = operator.rest("GET", "/api/v1/kill-switches").headers["ETag"]
        lifted = {"tenant": False, "agents": {}, "tools": {}}
        assert operator.rest("PUT", "/api/v1/kill-switches", lifted, **{"If-Match": now}).status == 200


def test_the_audit_trail_of_all_this_verifies(stack: Any, asker: Asker) -> None:
    operator = Person(stack, "operator")
    until(
        lambda: operator.rest("POST", "/api/v1/audit/verify", {}).body["ok"], seconds=90, what="a sound trail"
    )


def _tokens(asker: Asker, record: Record) -> list[Any]:
    pk = Keys(asker.tenant).approval(record.approval_id)["pk"]
    return list(Items(APPROVALS).every(pk, begins="TOKEN#"))


def _swept(asker: Asker, record: Record) -> bool:
    hasten(asker.tenant, record.approval_id)
    sweep()
    return False


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
