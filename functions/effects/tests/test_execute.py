"""Carrying out an approval: whatever leaves, leaves once, and everybody is told the same of it."""

from typing import Any

import pytest
from greenlight import aws
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.protocol import Outcome
from functions.effects.effect import from_item, view
from functions.effects.errors import Raced

from .approved import OWNER, TENANT, Desk


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


def test_a_rehearsal_is_consumed_shows_the_bytes_and_sends_nothing(desk: Desk) -> None:
    record = desk.approve(mode="rehearse")
    effect = desk.execute(record)
    assert (effect.status, effect.rehearsed, desk.sent()) == ("not_sent", True, [])
    assert view(effect)["result"] == {"rehearsed": True, "exact": record.exact}
    desk.clock.now += 1000
    assert desk.execute(record, by="again") == effect
    assert desk.statuses(record) == ["not_sent"]
    assert desk.receiver.connections == 0


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
