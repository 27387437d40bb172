"""A worker that dies at any step: what is left ends settled or with a person, and is never sent a second time."""

import pytest

from functions.effects import answer
from functions.effects.adapters.protocol import Outcome
from functions.effects.errors import StillRunning
from functions.effects.reconcile import sweep_one
from functions.effects.store import Ledger, due

from .approved import TENANT, Desk, Killed

LEASE = 31  # seconds: over


def crash(desk: Desk, at: str) -> None:
    desk.adapter.dies = at


def test_dead_before_it_began_to_send_another_sends_it_once(desk: Desk) -> None:
    record = desk.approve()
    crash(desk, "staging")
    with pytest.raises(Killed):
        desk.execute(record)
    crash(desk, "")
    with pytest.raises(StillRunning):
        desk.execute(record, by="two")
    desk.clock.now += LEASE
    assert desk.execute(record, by="two").status == "confirmed"
    assert desk.statuses(record) == ["not_sent", "confirmed"]
    assert desk.sent() == [record.exact.encode()]


@pytest.mark.parametrize("at", ["sending", "sent"])
def test_dead_while_sending_a_person_is_asked_and_nothing_is_sent_again(desk: Desk, at: str) -> None:
    record = desk.approve()
    crash(desk, at)
    with pytest.raises(Killed):
        desk.execute(record)
    went = desk.sent()
    crash(desk, "")
    with pytest.raises(StillRunning):
        desk.execute(record, by="two")
    desk.clock.now += LEASE
    effect = desk.execute(record, by="two")
    assert (effect.status, desk.sent()) == ("needs_person", went)
    assert "may have arrived" in effect.detail
    assert desk.execute(record, by="three") == effect


def test_the_sweeper_finds_what_was_left_and_nothing_that_is_held(desk: Desk) -> None:
    held, left = desk.approve("/held"), desk.approve("/left")
    crash(desk, "sending")
    with pytest.raises(Killed):
        desk.execute(left)
    desk.clock.now += LEASE
    with pytest.raises(Killed):
        desk.execute(held)
    crash(desk, "")
    found = [one for one in due(desk.clock.now) if one[1] in {held.approval_id, left.approval_id}]
    assert found == [(TENANT, left.approval_id, 1)]
    assert answer.sweep(desk.clock)["needs_person"] == 1
    assert (desk.statuses(left), desk.statuses(held)) == (["needs_person"], ["dispatched"])
    assert [one for one in due(desk.clock.now) if one[1] == left.approval_id] == []
    assert [event["data"]["status"] for event in desk.events(left)] == ["needs_person"]
    assert [letter["to"] for letter in desk.letters(left)] == [[left.user_id, "role.operator"]]


def test_one_that_cannot_be_looked_after_keeps_the_sweeper_from_no_other(desk: Desk) -> None:
    """Each is dead while sending, and of one the row cannot be read any more."""
    left = [desk.approve(f"/left/{n}") for n in range(3)]
    crash(desk, "sending")
    for record in left:
        with pytest.raises(Killed):
            desk.execute(record)
    crash(desk, "")
    desk.clock.now += LEASE
    with desk.unreadable(left[0]):
        came = answer.sweep(desk.clock)
    assert (came["trouble"], came["needs_person"]) == (1, 2)
    assert [desk.statuses(record) for record in left[1:]] == [["needs_person"]] * 2


def test_after_the_sweeper_gave_one_up_it_is_begun_again(desk: Desk) -> None:
    record = desk.approve()
    crash(desk, "staging")
    with pytest.raises(Killed):
        desk.execute(record)
    crash(desk, "")
    desk.clock.now += LEASE
    answer.sweep(desk.clock)
    assert desk.statuses(record) == ["not_sent"]
    assert desk.execute(record, by="two").status == "confirmed"


def test_one_that_died_three_times_before_sending_is_not_begun_a_fourth_time(desk: Desk) -> None:
    record = desk.approve()
    crash(desk, "staging")
    for n in range(3):
        with pytest.raises(Killed):
            desk.execute(record, by=str(n))
        desk.clock.now += LEASE
    crash(desk, "")
    assert desk.execute(record, by="last").status == "not_sent"
    assert desk.statuses(record) == ["not_sent"] * 3
    assert desk.sent() == []


def test_after_the_expiry_it_is_not_begun_again_and_said_so_only_when_nobody_else_can(desk: Desk) -> None:
    record = desk.approve()
    crash(desk, "staging")
    with pytest.raises(Killed):
        desk.execute(record)
    crash(desk, "")
    desk.clock.now = record.expires_at
    with pytest.raises(StillRunning):
        desk.execute(record, by="two")
    desk.clock.now = record.expires_at + LEASE
    assert desk.execute(record, by="three").status == "not_sent"
    assert desk.sent() == []


def test_what_the_thread_was_told_as_not_sent_is_not_begun_again(desk: Desk) -> None:
    record = desk.approve()
    crash(desk, "staging")
    with pytest.raises(Killed):
        desk.execute(record)
    crash(desk, "")
    desk.clock.now += LEASE
    answer.sweep(desk.clock)
    desk.change(record, settled_at="2026-11-20T00:00:00.000Z")
    assert desk.execute(record, by="two").status == "not_sent"
    assert desk.sent() == []


def test_a_slow_worker_whose_lease_ended_sends_nothing(desk: Desk) -> None:
    """It had consumed, slept past its lease, and finds its row given up when it wants to dispatch."""
    record = desk.approve()
    ports = desk.ports("slow")

    class Sleepy(Ledger):
        slept = False

        def move(self, before, after):  # type: ignore[no-untyped-def]
            if not self.slept:
                self.slept = True
                desk.clock.now += LEASE
                answer.sweep(desk.clock)
            return super().move(before, after)

    effect = desk.execute(record, by="slow", store=Sleepy(TENANT, desk.clock))
    assert effect.status == "confirmed"
    assert desk.statuses(record) == ["not_sent", "confirmed"]
    assert len(desk.sent()) == 1
    assert ports.by == "slow"


def test_an_answer_after_the_lease_does_not_change_what_a_person_was_asked(desk: Desk) -> None:
    record = desk.approve()

    class Slow(type(desk.adapter)):  # type: ignore[misc]
        def send(self, prepared, deadline):  # type: ignore[no-untyped-def]
            outcome = super().send(prepared, deadline)
            desk.clock.now += LEASE
            answer.sweep(desk.clock)
            return outcome

    effect = desk.execute(record, adapters={record.tool: Slow(desk.receiver.address)})
    assert effect.status == "needs_person"
    assert len(desk.sent()) == 1


def test_a_destination_that_cannot_tell_yet_is_asked_again_later_and_not_for_ever(desk: Desk) -> None:
    record = desk.approve()
    desk.adapter.says = desk.adapter.knows = Outcome("unknown", None, "later")
    effect = desk.execute(record)
    assert (effect.status, effect.lookups) == ("unknown", 1)
    assert [one for one in due(desk.clock.now) if one[1] == record.approval_id] == []
    statuses = []
    for _ in range(10):
        desk.clock.now += 1000
        for tenant_id, approval_id, attempt in due(desk.clock.now):
            if approval_id == record.approval_id:
                found = Ledger(tenant_id, desk.clock).one(approval_id, attempt)
                assert found
                statuses.append(sweep_one(found, desk.ports()))
    assert statuses == ["unknown"] * 6 + ["needs_person"]
