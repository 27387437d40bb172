"""Many firers of one goal at once, on an engine of the test's own: moto's conditions hold for one thread alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from greenlight.declare import AGENTS
from greenlight.goals.beginning import beginning, run_id
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import ConditionFailed, Items, commit
from greenlight.keys import Keys

from functions.goals import net

from .conftest import TENANT, epoch, fired, now, runs, slots_run, started, stored

AT_ONCE = 16
pytestmark = pytest.mark.usefixtures("engine")


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, all let go at the same moment."""
    gate = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        gate.wait(10)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def kept(goal: Goal) -> list[str]:
    pk = Keys(TENANT).slot(goal.goal_id, "any")["pk"]
    return [item["slot"] for item in Items(AGENTS).every(pk, begins="SLOT#")]


def test_agp1_plant_3_4_however_many_fire_one_slot_at_once_it_runs_once() -> None:
    goal = stored()
    found = all_at_once(*[lambda: fired(goal, "2026-03-28T01:30:00Z")] * AT_ONCE)
    assert sum(one.get("begun", 0) for one in found) == 1
    assert slots_run(goal) == kept(goal) == ["2026-03-28T02:30"]
    assert started(goal) == [runs(goal)[0]["goal_run_id"]]


def test_agp1_plant_3_4_the_scheduler_and_the_net_at_once_begin_one_run() -> None:
    goal = stored()
    late = "2026-03-28T01:34:00Z"
    all_at_once(
        *[lambda: fired(goal, "2026-03-28T01:30:00Z", late)] * 4,
        *[lambda: net.sweep(lambda: epoch(late))] * 4,
    )
    assert slots_run(goal) == ["2026-03-28T02:30"]
    assert len(started(goal)) == 1


def test_agp1_plant_3_4_slots_that_are_fired_out_of_turn_and_at_once_run_once_each() -> None:
    """After an outage of a week, the scheduler's retries arrive together."""
    goal = stored(misfire={"rule": "backfill", "most": 10}, overlap="allow")
    days = [f"2026-03-{day}T{'01' if day < 29 else '00'}:30:00Z" for day in (28, 30, 31)]
    acts = [lambda day=day: fired(goal, day, "2026-04-01T00:31:00Z") for day in days * 4]
    all_at_once(*acts)
    expected = [f"2026-{day}T02:30" for day in ("03-28", "03-29", "03-30", "03-31", "04-01")]
    assert slots_run(goal) == sorted(kept(goal)) == expected
    assert len(started(goal)) == len(expected)


def test_a_run_by_hand_and_a_slot_at_once_are_one_run_where_a_goal_does_not_overlap() -> None:
    goal = stored()
    goals = Goals(TENANT)

    def by_hand() -> bool:
        seen = now(goal)
        if seen.active_run:
            return False
        name = run_id(seen)
        writes = beginning(seen, name, "manual", actor="user:usr_customer", correlation_id="cor_1")
        try:
            commit([goals.running(seen, name), *writes])
        except ConditionFailed:
            return False
        return True

    found = all_at_once(*[by_hand] * 4, *[lambda: fired(goal, "2026-03-28T01:30:00Z")] * 4)
    assert len(runs(goal)) == 1
    assert sum(one is True or (one is not False and one.get("begun") == 1) for one in found) == 1
