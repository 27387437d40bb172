"""The inboxes of a person, merged: each approval once, page after page, however many inboxes it stands in."""

from dataclasses import replace

from greenlight.approvals.inbox import BATCH, LOOKED_AT, Wanted, page
from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from .conftest import TENANT, World


def pages(who: Caller, wanted: Wanted) -> list[list[str]]:
    found: list[list[str]] = []
    while True:
        records, following = page(who, wanted)
        found.append([record.approval_id for record in records])
        if not following:
            return found
        wanted = replace(wanted, cursor=following)


def test_one_in_two_of_his_inboxes_is_listed_once_and_in_order(world: World) -> None:
    who = world.person("usr_both", "customer", "approver", "operator")
    assigned = (
        ["usr_both", "role.approver"],
        ["role.operator"],
        ["role.approver", "role.operator"],
        ["usr_both"],
    )
    made = [world.ask(assignees=to, agent_id="agt_both").approval_id for to in assigned]
    assert pages(who, Wanted(agent_id="agt_both", limit=3)) == [made[:0:-1], made[:1]]


def test_a_role_that_he_lost_shows_him_nothing(world: World) -> None:
    world.ask(assignees=["role.approver"], agent_id="agt_lost")
    assert pages(world.person("usr_lost", "viewer"), Wanted(agent_id="agt_lost")) == [[]]


def test_what_was_assigned_and_then_taken_away_is_left_out(world: World) -> None:
    record = world.ask(assignees=["usr_gone"])
    key = Keys(TENANT).approval(record.approval_id)
    Items(APPROVALS).update(key, "SET assignees = :none", values={":none": ["usr_other"]})
    assert pages(world.person("usr_gone"), Wanted()) == [[]]
    Items(APPROVALS).delete(key)
    assert pages(world.person("usr_gone"), Wanted()) == [[]]


def test_a_filter_that_fits_little_looks_at_so_many_and_says_where_to_go_on(world: World) -> None:
    keys, first = Keys(TENANT), world.ask(assignees=["usr_many"])
    for n in range(LOOKED_AT):
        approval_id = f"apr_7{n:025d}"
        pointer = {"approval_id": approval_id, "agent_id": "agt_coach"}
        Items(APPROVALS).put({**keys.inbox("usr_many", approval_id, open=True), **pointer})
    found = pages(world.person("usr_many"), Wanted(limit=BATCH))
    assert found == [[], [first.approval_id]]
