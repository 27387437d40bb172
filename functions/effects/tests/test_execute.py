"""Carrying out an approval: what is refused before anything leaves, and that whatever leaves, leaves once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from greenlight import aws
from greenlight.approvals.digests import action_digest
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS, LEDGER
from greenlight.errors import Denied, NotFound, Refused
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.protocol import Outcome
from functions.effects.effect import Effect, from_item, view
from functions.effects.errors import Raced, StillRunning
from functions.effects.execute import execute
from functions.effects.store import Ledger

from .approved import OWNER, TENANT, Desk


def refused(desk: Desk, record: Any, rule: str) -> None:
    with pytest.raises(Denied) as denied:
        desk.execute(record)
    assert denied.value.extra["rule"] == rule
    assert (desk.sent(), desk.effects(record)) == ([], [])


def test_an_approved_request_is_sent_byte_for_byte_and_settled_with_its_answer(desk: Desk) -> None:
    record = desk.approve()
    effect = desk.execute(record)
    assert desk.sent() == [record.exact.encode()]
    assert view(effect)["status"] == "confirmed"
    assert view(effect)["result"]["status_code"] == 200
    stored = desk.effects(record)[0]
    assert from_item(stored) == effect
    assert (stored["exact_sha256"], stored["digest"]) == (record.exact_sha256, record.digest)
    assert "gsi2pk" not in stored


def test_asked_again_it_says_the_same_and_sends_nothing(desk: Desk) -> None:
    record = desk.approve()
    first = desk.execute(record)
    desk.clock.now = record.expires_at + 100
    assert [desk.execute(record, by=f"again {n}") for n in range(3)] == [first] * 3
    assert len(desk.sent()) == 1


def test_each_step_leaves_an_audit_entry_that_its_row_names_and_the_end_an_event(desk: Desk) -> None:
    record = desk.approve()
    desk.execute(record)
    known = Keys(TENANT)
    entries = [Items(LEDGER).get(known.audit_entry(e)) or {} for e in desk.effects(record)[0]["entries"]]
    assert [e["what"] for e in entries] == ["effect.prepared", "effect.dispatched", "effect.confirmed"]
    assert {e["subject"] for e in entries} == {record.approval_id}
    assert all(OWNER in e["details"] for e in entries)
    assert [event["data"]["status"] for event in desk.events(record)] == ["confirmed"]


@pytest.mark.parametrize(
    "status",
    ["pending", "denied", "responded", "revised", "acknowledged", "expired", "revoked", "cancelled"],
)
def test_only_a_yes_lets_anything_leave(desk: Desk, status: str) -> None:
    record = desk.approve()
    desk.change(record, status=status)
    refused(desk, record, "approval")


def test_an_edited_one_is_a_yes_to_what_it_became(desk: Desk) -> None:
    record = desk.approve()
    desk.change(record, status="edited")
    assert desk.execute(record).status == "confirmed"


def test_late_is_late(desk: Desk) -> None:
    record = desk.approve()
    desk.clock.now = record.expires_at
    refused(desk, record, "expired")


def test_what_was_settled_without_an_effect_stays_unsent(desk: Desk) -> None:
    """Told no for a kill switch, say: a settle message that comes once more must not make it a yes."""
    record = desk.approve()
    desk.change(record, settled_at="2026-11-20T00:00:00.000Z")
    refused(desk, record, "settled")


def test_other_arguments_than_the_approved_ones_are_refused(desk: Desk) -> None:
    record = desk.approve()
    desk.change(record, arguments={**record.arguments, "body": "two"})
    refused(desk, record, "digest")


def test_other_bytes_than_the_shown_ones_are_refused_even_under_a_fitting_digest(desk: Desk) -> None:
    record = desk.approve()
    arguments = {**record.arguments, "body": "two"}
    desk.change(record, arguments=arguments, digest=action_digest(record.bound, arguments))
    refused(desk, record, "exact")


def test_a_text_that_is_not_the_one_shown_is_refused(desk: Desk) -> None:
    record = desk.approve()
    desk.change(record, exact=record.exact + " ")
    refused(desk, record, "exact")


def test_another_target_than_the_bound_one_is_refused(desk: Desk) -> None:
    refused(desk, desk.approve(bound={"target": "POST https://elsewhere.example/"}), "target")


@pytest.mark.parametrize(
    "bound", [{"tenant_id": "otherhealth"}, {"tool": "web.other"}, {"mode": "rehearse"}], ids=str
)
def test_an_approval_bound_to_something_else_is_refused(desk: Desk, bound: dict[str, str]) -> None:
    refused(desk, desk.approve(bound=bound), "bound")


@pytest.mark.parametrize("change", [{"effect": "write"}, {"kind": "final"}], ids=str)
def test_an_approval_of_something_that_stays_inside_sends_nothing(desk: Desk, change: dict[str, Any]) -> None:
    refused(desk, desk.approve(**change), "bound")


def test_a_tool_without_an_adapter_is_refused(desk: Desk) -> None:
    record = desk.approve()
    with pytest.raises(Denied) as denied:
        desk.execute(record, adapters={})
    assert denied.value.extra["rule"] == "adapter"


def test_another_tenants_approval_is_none(desk: Desk) -> None:
    record = desk.approve()
    with pytest.raises(NotFound):
        execute(record.approval_id, desk.ports(tenant_id="otherhealth"))
    assert desk.sent() == []


def test_another_tenants_copy_of_an_approval_allows_nothing(desk: Desk) -> None:
    record = desk.approve()
    stored = Items(APPROVALS).get(Keys(TENANT).approval(record.approval_id)) or {}
    Items(APPROVALS).put({**stored, **Keys("otherhealth").approval(record.approval_id)})
    desk.change(record, status="denied")
    with pytest.raises(Refused):
        execute(record.approval_id, desk.ports(tenant_id="otherhealth"))
    assert desk.sent() == []


@pytest.mark.parametrize(
    "switch",
    [{"kill_tenant": "stop"}, {"kill_agents": {"agt_coach": "stop"}}, {"kill_tools": {"web.http_call": "stop"}}],
    ids=str,
)  # fmt: skip
def test_a_kill_switch_stops_what_was_approved_before_it_was_pulled(
    desk: Desk, switch: dict[str, Any]
) -> None:
    record = desk.approve()
    desk.controls(**switch)
    refused(desk, record, "kill_switch")


def test_a_kill_switch_pulled_at_the_last_moment_is_found_by_the_very_transaction(desk: Desk) -> None:
    record = desk.approve()

    class Late(Ledger):
        def consume(self, record: Record, effect: Effect) -> Effect:
            desk.controls(kill_tenant="stop")
            return super().consume(record, effect)

    with pytest.raises(Denied) as denied:
        desk.execute(record, store=Late(TENANT, desk.clock))
    assert denied.value.extra["rule"] == "kill_switch"
    assert (desk.sent(), desk.effects(record)) == ([], [])


def test_a_revocation_at_the_last_moment_wins(desk: Desk) -> None:
    record = desk.approve()

    class Late(Ledger):
        def consume(self, record: Record, effect: Effect) -> Effect:
            desk.change(record, status="revoked")
            return super().consume(record, effect)

    with pytest.raises(Denied, match="revoked"):
        desk.execute(record, store=Late(TENANT, desk.clock))
    assert (desk.sent(), desk.effects(record)) == ([], [])


def test_a_rehearsal_is_consumed_shows_the_bytes_and_sends_nothing(desk: Desk) -> None:
    record = desk.approve(mode="rehearse")
    effect = desk.execute(record)
    assert (effect.status, effect.rehearsed, desk.sent()) == ("not_sent", True, [])
    assert view(effect)["result"] == {"rehearsed": True, "exact": record.exact}
    desk.clock.now += 1000
    assert desk.execute(record, by="again") == effect
    assert desk.statuses(record) == ["not_sent"]
    assert desk.receiver.connections == 0


class OneByOne(Ledger):
    """moto rolls a failed transaction back by restoring all tables: each call by itself, in any order."""

    lock = threading.Lock()

    def consume(self, record: Record, effect: Effect) -> Effect:
        with self.lock:
            return super().consume(record, effect)

    def move(self, before: Effect, after: Effect) -> Effect:
        with self.lock:
            return super().move(before, after)


def test_many_at_the_same_time_send_once_and_the_others_are_told_to_come_back(desk: Desk) -> None:
    record = desk.approve()

    def carry(by: str) -> str:
        try:
            return desk.execute(record, by=by, store=OneByOne(TENANT, desk.clock)).status
        except StillRunning:
            return "running"

    with ThreadPoolExecutor(6) as workers:
        said = list(workers.map(carry, [f"worker {n}" for n in range(6)]))
    assert len(desk.sent()) == 1
    assert set(said) <= {"confirmed", "running"}
    assert "confirmed" in said


@pytest.mark.parametrize("status", ["failed", "not_sent"])
def test_what_its_sender_says_is_final(desk: Desk, status: Any) -> None:
    """Also that it surely never left: the thread is told so, and a repeat must not make that untrue."""
    record = desk.approve()
    desk.adapter.says = Outcome(status, None, "why")
    first = desk.execute(record)
    assert (first.status, first.detail) == (status, "why")
    desk.adapter.says = None
    assert desk.execute(record, by="again") == first
    assert desk.sent() == []


def test_unknown_is_handed_to_a_person_where_nobody_can_be_asked(desk: Desk) -> None:
    record = desk.approve()
    desk.adapter.says = Outcome("unknown", None, "it broke off")
    effect = desk.execute(record)
    assert (effect.status, effect.detail) == ("needs_person", "it broke off")
    assert effect.reconciled_at
    desk.clock.now += 1000
    assert desk.execute(record, by="again") == effect
    assert len(desk.adapter.looked_up) == 1


def test_unknown_is_what_the_destination_says_where_it_can_be_asked(desk: Desk) -> None:
    record = desk.approve()
    desk.adapter.says = Outcome("unknown", None, "it broke off")
    desk.adapter.knows = Outcome("confirmed", {"status_code": 201, "body": "", "headers": {}})
    effect = desk.execute(record)
    assert (effect.status, view(effect)["result"]["status_code"]) == ("confirmed", 201)
    assert desk.adapter.looked_up[0].exact == record.exact


def test_a_row_that_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    record = desk.approve()
    before = desk.execute(record)
    with pytest.raises(Raced):
        desk.ports().store.move(from_item({**desk.effects(record)[0], "revision": 1}), before)


class Twice:
    """A client whose every transaction reaches the table twice: its first answer is lost on the way."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **request: Any) -> Any:
        self._client.transact_write_items(**request)
        return self._client.transact_write_items(**request)


def test_a_write_repeated_by_the_client_library_is_no_race_with_oneself(desk: Desk) -> None:
    record = desk.approve()
    with aws.using("dynamodb", Twice(aws.client("dynamodb"))):
        assert desk.execute(record).status == "confirmed"
    assert (len(desk.sent()), desk.statuses(record)) == (1, ["confirmed"])
