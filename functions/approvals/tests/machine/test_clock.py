"""The clock: what is due happens once, whoever wakes it and however often."""

import time
from collections.abc import Callable

import pytest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.errors import NotFound
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from functions.approvals.app import approval_clock
from functions.approvals.clock import look
from tests.standins.cloud import Cloud
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import DAY, HOUR, ask, audited, machine_input, rows, stored

NOW = int(time.time())


def at(moment: float, meanwhile: Callable[[], object] | None = None) -> Callable[[], float]:
    """A clock that stands still; `meanwhile` happens once, after the record was read."""
    happens = [meanwhile] if meanwhile else []

    def now() -> float:
        while happens:
            happens.pop()()
        return moment

    return now


@pytest.mark.parametrize(
    ("due_in", "tier"),
    [
        (1, "soon"),
        (HOUR - 61, "soon"),
        (HOUR - 60, "later"),
        (DAY - 61, "later"),
        (DAY - 60, "daily"),
        (9 * DAY, "daily"),
    ],
)
def test_the_next_wait_oversleeps_the_next_due_moment_by_a_minute_at_most(
    cloud: Cloud, due_in: int, tier: str
) -> None:
    record = ask(expires_at=NOW + due_in)
    assert look(machine_input(record), at(NOW)) == {**machine_input(record, tier), "next": "wait"}


def test_the_reminder_counts_as_the_next_due_moment(cloud: Cloud) -> None:
    assert look(machine_input(ask(remind_at=NOW + 60)), at(NOW))["tier"] == "soon"


def test_one_whose_time_is_over_expires(cloud: Cloud) -> None:
    record = ask(expires_at=NOW)
    assert approval_clock(machine_input(record), None)["next"] == "settle"
    assert Approvals(TENANT).get(record.approval_id).status == "expired"


def test_a_decided_one_is_settled_and_left_alone(cloud: Cloud) -> None:
    record = ask(expires_at=NOW + 1, remind_at=NOW)
    Approvals(TENANT).cancel(record.approval_id, CUSTOMER)
    before = stored(record)
    assert look(machine_input(record), at(NOW + 2))["next"] == "settle"
    assert stored(record) == before


def test_a_reminder_is_sent_to_everybody_who_is_asked_and_once(cloud: Cloud) -> None:
    record = ask(remind_at=NOW, assignees=[CUSTOMER, "role.approver"])
    for _ in range(2):
        assert look(machine_input(record), at(NOW))["tier"] == "daily"
    assert _mails(record) == [("approval_reminder", [CUSTOMER, "role.approver"])]


def test_two_clocks_at_once_send_one_reminder(cloud: Cloud) -> None:
    record = ask(remind_at=NOW)
    answer = look(machine_input(record), at(NOW, lambda: look(machine_input(record), at(NOW))))
    assert answer["next"] == "wait"
    assert len(_mails(record)) == 1


@pytest.mark.parametrize("due", ["remind_at", "escalate_at"])
def test_a_verdict_meanwhile_leaves_nothing_to_remind_of(cloud: Cloud, due: str) -> None:
    record = ask(**{due: NOW})
    decided = at(NOW, lambda: Approvals(TENANT).cancel(record.approval_id, CUSTOMER))
    assert look(machine_input(record), decided)["next"] == "settle"
    assert _mails(record) == []


def test_an_escalation_asks_the_approvers_as_well_and_once(cloud: Cloud) -> None:
    record = ask(escalate_at=NOW)
    for _ in range(2):
        assert look(machine_input(record), at(NOW))["next"] == "wait"
    assert Approvals(TENANT).get(record.approval_id).assignees == (CUSTOMER, "role.approver")
    assert Items(APPROVALS).get(Keys(TENANT).inbox("role.approver", record.approval_id, open=True))
    assert _mails(record) == [("approval_escalated", ["role.approver"])]
    assert audited(record) == ["approval.asked", "approval.escalated"]


def test_two_clocks_at_once_escalate_once(cloud: Cloud) -> None:
    record = ask(escalate_at=NOW)
    look(machine_input(record), at(NOW, lambda: look(machine_input(record), at(NOW))))
    assert audited(record) == ["approval.asked", "approval.escalated"]


def test_an_escalated_one_leaves_every_inbox_when_it_ends(cloud: Cloud) -> None:
    record = ask(escalate_at=NOW, remind_at=NOW, expires_at=NOW + DAY)
    look(machine_input(record), at(NOW))
    assert look(machine_input(record), at(NOW + DAY))["next"] == "settle"
    open_items = [
        Keys(TENANT).inbox(who, record.approval_id, open=True) for who in (CUSTOMER, "role.approver")
    ]
    assert [Items(APPROVALS).get(key) for key in open_items] == [None, None]
    assert [template for template, _ in _mails(record)] == ["approval_reminder", "approval_escalated"]


def test_an_unknown_approval_is_a_fault(cloud: Cloud) -> None:
    with pytest.raises(NotFound):
        look({**machine_input(ask()), "approval_id": new_id("apr")}, at(NOW))


def _mails(record: Record) -> list[tuple[str, list[str]]]:
    """Beside the first one, which asking sends."""
    return [(mail["template"], mail["to"]) for mail in rows(record, "mail")[1:]]
