"""A tenant's controls change one at a time: whoever saw an old revision changes nothing."""

from dataclasses import replace
from typing import Any

import pytest
from greenlight import audit
from greenlight.approvals import controls
from greenlight.approvals.consume import consuming
from greenlight.approvals.controls import Controls
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.declare import APPROVALS, LEDGER
from greenlight.errors import Stale
from greenlight.items import Items
from greenlight.keys import Keys

from .conftest import OWNER, TENANT, World


def save(world: World, wanted: Controls) -> Controls:
    return controls.save(world.person("usr_op", "operator"), wanted, entry())


def entry() -> Any:
    return audit.entry(
        TENANT, "x.changed", actor="user:usr_op", subject=TENANT, correlation_id="c", details={}
    )


@pytest.mark.parametrize("before", [0, 1])
def test_of_two_who_saw_the_same_one_changes_it(world: World, before: int) -> None:
    for _ in range(before):
        save(world, controls.load(TENANT))
    seen = controls.load(TENANT)
    assert save(world, replace(seen, kill_tenant="Fire.")).revision == before + 1
    late = entry()
    with pytest.raises(Stale):
        controls.save(world.person("usr_op", "operator"), replace(seen, hosts=("a.example",)), late)
    assert (controls.load(TENANT).kill_tenant, controls.load(TENANT).hosts) == ("Fire.", ())
    assert Items(LEDGER).get(Keys(TENANT).audit_entry(late[0])) is None


@pytest.mark.parametrize(
    ("switch", "stops"),
    [
        ({"kill_tenant": "Fire."}, True), ({"kill_agents": {"agt_coach": "Odd."}}, True),
        ({"kill_tools": {"notes.create": "Broken."}}, True), ({"kill_agents": {"agt_2": "Odd."}}, False),
        ({"kill_tools": {"notes.delete": "Broken."}}, False), ({}, False),
    ],
)  # fmt: skip
def test_what_is_stopped_after_the_verdict_is_not_consumed(world: World, switch: Any, stops: bool) -> None:
    """The gate and the consuming transaction read one item: a switch that is not pulled must leave no attribute."""
    record = world.ask()
    said = Decision("approve", record.digest)
    record, _ = judged(world.person(OWNER), record.approval_id, said, Door("rest"), world.clock)
    save(world, replace(controls.load(TENANT), kill_tenant="Fire."))
    save(world, replace(controls.load(TENANT), **{"kill_tenant": "", **switch}))
    assert bool(controls.load(TENANT).killed("agt_coach", "notes.create")) is stops
    assert world.consume(consuming(record, 1, None, world.now)) is not stops


def test_the_item_names_the_entries_of_its_latest_changes(world: World) -> None:
    for _ in range(controls.KEPT_ENTRIES + 2):
        last = entry()
        controls.save(world.person("usr_op", "operator"), controls.load(TENANT), last)
    stored = Items(APPROVALS).get(Keys(TENANT).controls())
    assert stored is not None
    assert (len(stored["entries"]), stored["entries"][-1]) == (controls.KEPT_ENTRIES, last[0])
