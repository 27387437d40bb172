"""What is refused before anything leaves: each rule that a record or a request may break, also at the last moment."""

from typing import Any

import pytest
from greenlight.approvals.digests import action_digest
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS
from greenlight.errors import Denied, NotFound, Refused
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.effect import Effect
from functions.effects.execute import execute
from functions.effects.store import Ledger

from .approved import TENANT, Desk


def refused(desk: Desk, record: Any, rule: str) -> None:
    with pytest.raises(Denied) as denied:
        desk.execute(record)
    assert denied.value.extra["rule"] == rule
    assert (desk.sent(), desk.effects(record)) == ([], [])


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
    "bound",
    [
        {"tenant_id": "otherhealth"},
        {"tool": "web.other"},
        {"mode": "rehearse"},
        {"user_id": "usr_other"},
        {"agent_id": "agt_other"},
    ],
    ids=str,
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


def test_settled_at_the_last_moment_it_stays_as_it_was_told(desk: Desk) -> None:
    record = desk.approve()

    class Late(Ledger):
        def consume(self, record: Record, effect: Effect) -> Effect:
            desk.change(record, settled_at="2026-11-20T00:00:00.000Z")
            return super().consume(record, effect)

    with pytest.raises(Denied, match="settled already"):
        desk.execute(record, store=Late(TENANT, desk.clock))
    assert (desk.sent(), desk.effects(record)) == ([], [])


def test_an_approval_that_cannot_be_consumed_for_a_reason_of_the_tables_own_is_refused(desk: Desk) -> None:
    """Its money is not reserved any more, say: the transaction fails each time, and nobody else got further."""
    record = desk.approve()
    desk.change(record, attempts=7)
    refused(desk, record, "consume")
