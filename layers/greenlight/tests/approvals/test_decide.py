"""A verdict stands once, by a person who may, on exactly what he saw, while there is time."""

from typing import Any

import pytest
from greenlight.approvals.consume import consuming
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.errors import Conflict, Denied, Gone, Invalid, NotFound, Refused, Stale

from .conftest import OWNER, World

REST, LINK = Door("rest"), Door("link")


def say(
    world: World, record: Record, verdict: str, who: str = OWNER, *roles: str, door: Door = REST,
    **more: Any,
) -> Record:  # fmt: skip
    said = {name: more.pop(name) for name in ("note", "arguments", "digest") if name in more}
    decision = Decision(verdict, **{"digest": record.digest, **said})
    return judged(world.person(who, *roles, **more), record.approval_id, decision, door, world.clock)[0]


@pytest.mark.parametrize(
    ("verdict", "status"),
    [("approve", "approved"), ("deny", "denied"), ("respond", "responded"), ("revise", "revised")],
)
def test_each_verdict_has_its_state(world: World, verdict: str, status: str) -> None:
    decided = say(world, world.ask(), verdict, note="so it is")
    assert (decided.status, decided.decided_by, decided.note) == (status, OWNER, "so it is")
    assert decided.decided_from["door"] == "rest"


def test_the_same_verdict_again_is_the_same_answer_and_another_is_refused(world: World) -> None:
    record = world.ask()
    first = say(world, record, "approve")
    assert say(world, record, "approve").revision == first.revision
    with pytest.raises(Conflict):
        say(world, record, "deny")


def test_what_was_not_seen_cannot_be_approved(world: World) -> None:
    record = world.ask()
    with pytest.raises(Stale):
        say(world, record, "approve", digest="0" * 64)
    assert world.approvals.get(record.approval_id).is_open


def test_after_its_time_it_is_expired_and_no_verdict_helps(world: World) -> None:
    record = world.ask()
    world.now += 3600
    with pytest.raises(Gone):
        say(world, record, "approve")
    assert world.approvals.get(record.approval_id).status == "expired"
    with pytest.raises(Gone):
        say(world, record, "approve")


@pytest.mark.parametrize(
    ("who", "role", "refusal"),
    [("usr_other", "customer", NotFound), ("usr_op", "operator", Denied), ("usr_viewer", "viewer", NotFound)],
)
def test_who_is_not_asked_does_not_decide(world: World, who: str, role: str, refusal: type[Refused]) -> None:
    record = world.ask()
    with pytest.raises(refusal):
        say(world, record, "approve", who, role)
    assert world.approvals.get(record.approval_id).is_open


def test_an_approval_of_another_tenant_is_not_there(world: World) -> None:
    record = world.ask()
    with pytest.raises(NotFound):
        say(world, record, "approve", tenant_id="otherfirm")


def test_a_run_on_behalf_of_the_owner_never_decides(world: World) -> None:
    with pytest.raises(Denied):
        say(world, world.ask(), "approve", run_id="run_1")


def test_an_operator_alone_never_decides_on_money(world: World) -> None:
    record = world.ask(verb="place_order", assignees=[OWNER, "role.operator"])
    with pytest.raises(Denied):
        say(world, record, "approve", "usr_op", "operator")
    assert (
        say(world, world.ask(assignees=["role.operator"]), "approve", "usr_op", "operator").status
        == "approved"
    )


def test_two_people_are_two_people(world: World) -> None:
    record = world.ask(people=2)
    assert say(world, record, "approve").is_open
    assert say(world, record, "approve").votes == 1, "the same person twice is one person"
    done = say(world, record, "approve", "usr_approver", "approver")
    assert (done.status, done.votes) == ("approved", 2)


def test_one_no_is_enough_even_where_two_must_say_yes(world: World) -> None:
    record = world.ask(people=2)
    say(world, record, "approve")
    assert say(world, record, "deny", "usr_approver", "approver").status == "denied"


def test_a_fresh_sign_in_can_be_demanded_and_no_link_is_one(world: World) -> None:
    record = world.ask(fresh_login=True)
    fresh = int(world.now) - 10
    for at, door in ((0, REST), (int(world.now) - 301, REST), (fresh, LINK)):
        with pytest.raises(Denied):
            say(world, record, "approve", signed_in_at=at, door=door)
    assert say(world, record, "approve", signed_in_at=fresh).status == "approved"


def test_an_answer_is_edited_as_text_and_bound_anew(world: World) -> None:
    record = world.ask(kind="final", tool="audit.final", effect="review", arguments={"text": "old"})
    with pytest.raises(Invalid):
        say(world, record, "edit", arguments={"text": " "})
    edited = say(world, record, "edit", arguments={"text": "new"})
    assert (edited.status, edited.exact, edited.digest != record.digest) == ("edited", "new", True)
    assert edited.edit["diff"] == [{"op": "replace", "path": "/text", "from": "old", "value": "new"}]
    assert edited.edit["before_digest"] == record.digest


def test_a_context_is_not_rewritten(world: World) -> None:
    record = world.ask(kind="context", tool="audit.context", effect="review")
    with pytest.raises(Invalid):
        say(world, record, "edit", arguments={"messages": []})


def test_a_verdict_moves_it_out_of_every_inbox_and_leaves_an_entry_an_event_and_a_task(world: World) -> None:
    record = world.ask()
    tasks = len(world.outbox("task"))
    open_before, _ = world.approvals.inbox(world.person(), open=True, limit=50)
    decided = say(world, record, "approve")
    for who, role in ((OWNER, "customer"), ("usr_approver", "approver")):
        caller = world.person(who, role)
        assignee = "role.approver" if role == "approver" else ""
        shown, _ = world.approvals.inbox(caller, open=True, limit=50, assignee=assignee)
        done, _ = world.approvals.inbox(caller, open=False, limit=50, assignee=assignee)
        assert record.approval_id not in {one.approval_id for one in shown}
        assert record.approval_id in {one.approval_id for one in done}
    assert record.approval_id in {one.approval_id for one in open_before}
    assert (len(decided.entries), len(world.outbox("task"))) == (2, tasks + 1)


def test_revoked_before_it_is_used_it_cannot_be_used(world: World) -> None:
    record = world.ask()
    approved = say(world, record, "approve")
    revoked = world.approvals.revoke(world.person(), record.approval_id, "changed my mind", REST)
    assert revoked.status == "revoked"
    assert not world.consume(consuming(approved, 1, None, world.now))


def test_once_used_it_cannot_be_revoked_or_used_again(world: World) -> None:
    approved = say(world, world.ask(), "approve")
    assert world.consume(consuming(approved, 1, None, world.now))
    assert not world.consume(consuming(approved, 1, None, world.now))
    with pytest.raises(Conflict):
        world.approvals.revoke(world.person(), approved.approval_id, "too late", REST)


@pytest.mark.parametrize(
    "switch",
    [{"kill_tenant": "stop"}, {"kill_agents": {"agt_coach": "stop"}}, {"kill_tools": {"notes.create": "x"}}],
)
def test_a_kill_switch_stops_what_was_approved_already(world: World, switch: dict[str, object]) -> None:
    approved = say(world, world.ask(), "approve")
    world.controls(
        kill_agents={}, kill_tools={}, **{**switch}
    ) if "kill_tenant" in switch else world.controls(**switch)
    assert not world.consume(consuming(approved, 1, None, world.now))
    world.lift()
    assert world.consume(consuming(approved, 1, None, world.now))


def test_an_approval_that_was_never_given_or_is_too_old_is_not_used(world: World) -> None:
    pending = world.ask()
    assert not world.consume(consuming(pending, 1, None, world.now))
    approved = say(world, world.ask(), "approve")
    world.now += 3600
    assert not world.consume(consuming(approved, 1, None, world.now))


def test_a_cancelled_run_takes_its_approvals_along(world: World) -> None:
    waiting, approved = world.ask(), say(world, world.ask(), "approve")
    used = say(world, world.ask(), "approve")
    world.consume(consuming(used, 1, None, world.now))
    ended = [world.approvals.cancel(one.approval_id, OWNER).status for one in (waiting, approved, used)]
    assert ended == ["cancelled", "cancelled", "approved"]


def test_who_said_yes_among_two_can_still_say_no(world: World) -> None:
    record = world.ask(people=2)
    assert say(world, record, "approve").is_open
    assert say(world, record, "deny", note="on second thoughts").status == "denied"


def test_an_edit_that_a_table_could_hardly_hold_is_refused(world: World) -> None:
    record = world.ask(kind="final", tool="audit.final", effect="review", arguments={"text": "old"})
    with pytest.raises(Invalid):
        say(world, record, "edit", arguments={"text": "\x01" * 60_000})
