"""Seed 004, AGP1-PLANT-3.4: goal runs happen at due times, once per slot, however the scheduler fires them."""

from dataclasses import replace

import pytest
from greenlight.declare import AGENTS, LEDGER
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import Items, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc

from .conftest import TENANT, agent_is, epoch, finish, fired, now, runs, slots_run, started, stored

pytestmark = pytest.mark.usefixtures("goals")


def test_agp1_plant_3_4_a_slot_that_is_fired_begins_one_run_with_its_execution() -> None:
    goal = stored()
    assert fired(goal, "2026-03-28T01:30:00Z") == {"outcome": "begun", "due": 1, "begun": 1}
    (run,) = runs(goal)
    assert (run["slot"], run["trigger"], run["status"]) == ("2026-03-28T02:30", "schedule", "queued")
    assert started(goal) == [run["goal_run_id"]]
    after = now(goal)
    assert (after.last_slot, after.active_run) == ("2026-03-28T02:30", run["goal_run_id"])
    (entry,) = Items(LEDGER).query(Keys(TENANT).audit_of(run["correlation_id"]), index=1).items
    assert (entry["what"], entry["actor"], entry["subject"]) == (
        "goal_run.started", "scheduler", run["goal_run_id"],
    )  # fmt: skip


def test_agp1_plant_3_4_a_slot_that_is_fired_twice_runs_once() -> None:
    goal = stored()
    fired(goal, "2026-03-28T01:30:00Z")
    assert fired(goal, "2026-03-28T01:30:00Z") == {"outcome": "nothing due"}
    assert fired(goal, "2026-03-28T01:30:00Z", "2026-03-28T02:30:00Z") == {"outcome": "nothing due"}
    assert slots_run(goal) == ["2026-03-28T02:30"]


def test_agp1_plant_3_4_a_slot_that_is_fired_an_hour_late_runs_once() -> None:
    goal = stored()
    fired(goal, "2026-03-28T01:30:00Z", "2026-03-28T02:30:00Z")
    fired(goal, "2026-03-28T01:30:00Z", "2026-03-28T02:31:00Z")
    assert slots_run(goal) == ["2026-03-28T02:30"]


@pytest.mark.parametrize(
    ("zone", "time", "since", "fires", "expected"),
    [
        # In spring AWS leaves the day out: the net, or the next day's fire, finds it.
        ("Europe/Berlin", "02:30", "2026-03-28T12:00Z", ["2026-03-29T01:03:00Z", "2026-03-30T00:30:00Z"],
         ["2026-03-29T02:30", "2026-03-30T02:30"]),
        # In autumn at either of the two moments, or at both.
        ("Europe/Berlin", "02:30", "2026-10-24T12:00Z", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
         ["2026-10-25T02:30"]),
        ("America/New_York", "02:30", "2026-03-07T12:00Z", ["2026-03-08T07:03:00Z", "2026-03-09T06:30:00Z"],
         ["2026-03-08T02:30", "2026-03-09T02:30"]),
        ("America/New_York", "01:30", "2026-10-31T12:00Z", ["2026-11-01T06:30:00Z", "2026-11-01T05:30:00Z"],
         ["2026-11-01T01:30"]),
        ("Australia/Lord_Howe", "02:15", "2026-10-03T00:00Z", ["2026-10-03T15:33:00Z", "2026-10-04T15:15:00Z"],
         ["2026-10-04T02:15", "2026-10-05T02:15"]),
        ("Australia/Lord_Howe", "01:45", "2026-04-04T00:00Z", ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"],
         ["2026-04-05T01:45"]),
    ],
)  # fmt: skip
def test_agp1_plant_3_4_across_both_changes_of_the_clock_each_slot_runs_once(
    zone: str, time: str, since: str, fires: list[str], expected: list[str]
) -> None:
    goal = stored(since, timezone=zone, schedule={"time": time, "weekday": "MON", "day": 1}, overlap="allow")
    for moment in fires:
        fired(goal, moment)
        fired(goal, moment)
    assert slots_run(goal) == expected


@pytest.mark.parametrize(
    ("day", "since", "fires", "expected"),
    [
        (31, "2026-01-01T00:00Z", ["2026-01-31T09:00Z", "2026-02-28T09:00Z", "2026-03-31T09:00Z"],
         ["2026-01-31T09:00", "2026-02-28T09:00", "2026-03-31T09:00"]),
        (31, "2028-02-01T00:00Z", ["2028-02-29T09:00Z"], ["2028-02-29T09:00"]),
        # Of the 30th the expression fires on the 28th and 29th too, where there is no slot.
        (30, "2026-04-01T00:00Z", ["2026-04-28T09:00Z", "2026-04-29T09:00Z", "2026-04-30T09:00Z"],
         ["2026-04-30T09:00"]),
        (30, "2028-02-01T00:00Z", ["2028-02-28T09:00Z", "2028-02-29T09:00Z"], ["2028-02-29T09:00"]),
        (29, "2026-02-01T00:00Z", ["2026-02-28T09:00Z", "2026-03-28T09:00Z", "2026-03-29T09:00Z"],
         ["2026-02-28T09:00", "2026-03-29T09:00"]),
    ],
)  # fmt: skip
def test_agp1_plant_3_4_at_the_end_of_a_month_each_slot_runs_once(
    day: int, since: str, fires: list[str], expected: list[str]
) -> None:
    goal = stored(
        since, frequency="monthly", timezone="UTC", schedule={"time": "09:00", "weekday": "MON", "day": day},
        overlap="allow",
    )  # fmt: skip
    for moment in fires:
        fired(goal, moment)
        fired(goal, moment)
    assert slots_run(goal) == expected


@pytest.mark.parametrize(
    ("misfire", "expected"),
    [
        ({"rule": "skip", "most": 1}, []),
        ({"rule": "run_once", "most": 1}, ["2026-04-02T02:30"]),
        ({"rule": "backfill", "most": 3}, ["2026-03-31T02:30", "2026-04-01T02:30", "2026-04-02T02:30"]),
    ],
)
def test_agp1_plant_3_4_after_an_outage_the_rule_of_the_goal_says_what_is_made_up_for(
    misfire: dict[str, object], expected: list[str]
) -> None:
    goal = stored(misfire=misfire, overlap="allow")
    fired(goal, "2026-03-28T01:30:00Z", "2026-04-02T12:00:00Z")
    fired(goal, "2026-04-02T00:30:00Z", "2026-04-02T12:00:00Z")
    assert slots_run(goal) == expected
    assert now(goal).last_slot == "2026-04-02T02:30"


def test_after_an_outage_the_slot_in_time_makes_up_for_those_that_were_missed() -> None:
    goal = stored()
    fired(goal, "2026-04-02T00:30:00Z")
    assert slots_run(goal) == ["2026-04-02T02:30"]


def test_while_the_last_run_is_at_work_the_next_slot_is_left_out_and_the_one_after_it_is_not() -> None:
    goal = stored()
    fired(goal, "2026-03-28T01:30:00Z")
    assert fired(goal, "2026-03-30T00:30:00Z")["outcome"] == "overlapped"
    assert slots_run(goal) == ["2026-03-28T02:30"]
    kept = Items(AGENTS).get(Keys(TENANT).slot(goal.goal_id, "2026-03-30T02:30"))
    assert kept is not None
    assert (kept["outcome"], kept["goal_run_id"]) == ("overlapped", "")
    finish(goal)
    fired(goal, "2026-03-31T00:30:00Z")
    assert slots_run(goal) == ["2026-03-28T02:30", "2026-03-31T02:30"]


def test_a_goal_that_allows_it_runs_beside_its_last_run() -> None:
    goal = stored(overlap="allow")
    fired(goal, "2026-03-28T01:30:00Z")
    fired(goal, "2026-03-30T00:30:00Z")
    assert len(runs(goal)) == 2


def test_a_paused_goal_and_one_that_is_gone_begin_nothing() -> None:
    paused = stored(status="paused")
    assert fired(paused, "2026-03-28T01:30:00Z") == {"outcome": "paused"}
    gone = stored()
    commit(Goals(TENANT).deleting(gone))
    assert fired(gone, "2026-03-28T01:30:00Z") == {"outcome": "gone"}
    assert runs(paused) == runs(gone) == []


@pytest.mark.parametrize("gone", [True, False])
def test_a_goal_of_an_agent_that_works_no_more_stops_and_its_schedule_goes(gone: bool) -> None:
    goal = stored()
    agent_is(goal, "disabled")
    if gone:
        Items(AGENTS).delete(Keys(TENANT).agent(goal.user_id, goal.agent_id))
    asked = len(schedules_asked(goal))
    assert fired(goal, "2026-03-28T01:30:00Z") == {"outcome": "stopped"}
    assert (now(goal).status, runs(goal), len(schedules_asked(goal))) == ("paused", [], asked + 1)
    assert fired(goal, "2026-03-30T00:30:00Z") == {"outcome": "paused"}
    key = Keys(TENANT).goal(goal.user_id, goal.agent_id, goal.goal_id)
    assert "gsi2pk" not in (Items(AGENTS).get(key) or {})


def test_a_paused_agents_slots_begin_runs_which_the_gates_of_a_run_deny() -> None:
    goal = stored()
    agent_is(goal, "paused")
    assert fired(goal, "2026-03-28T01:30:00Z")["outcome"] == "begun"


def schedules_asked(goal: Goal) -> list[str]:
    rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    return [row["row_id"] for row in rows if row["kind"] == "schedule" and goal.goal_id in row["body"]]


def test_a_time_that_was_claimed_under_an_earlier_rhythm_is_not_run_again() -> None:
    """The customer moves from Berlin to New York after breakfast: half past two has been today."""
    goal = stored(overlap="allow")
    fired(goal, "2026-03-28T01:30:00Z")
    before = now(goal)
    moved = replace(before, timezone="America/New_York", since=epoch("2026-03-28T03:00:00Z"))
    commit(Goals(TENANT).writing(moved, before))
    fired(goal, "2026-03-28T06:30:00Z")
    assert slots_run(goal) == ["2026-03-28T02:30"]
    fired(goal, "2026-03-29T06:30:00Z")
    assert slots_run(goal) == ["2026-03-28T02:30", "2026-03-29T02:30"]


def test_the_same_slot_always_names_the_same_run_and_another_goal_another() -> None:
    first, second = stored(), stored()
    fired(first, "2026-03-28T01:30:00Z")
    fired(second, "2026-03-28T01:30:00Z")
    named = [run["goal_run_id"] for goal in (first, second) for run in runs(goal)]
    assert len(set(named)) == 2
    assert len({name[:14] for name in named}) == 1  # the moment of the slot


def test_a_scheduler_ahead_of_our_clock_is_believed() -> None:
    """As local demonstrations have it, which set the scheduler's clock."""
    goal = stored()
    fired(goal, "2026-03-30T00:30:00Z", "2026-03-27T12:30:00Z")
    assert slots_run(goal) == ["2026-03-30T02:30"]


def test_the_net_looks_next_when_the_scheduler_has_had_its_time_or_at_once_where_it_leaves_out() -> None:
    goal = stored()
    fired(goal, "2026-03-28T01:30:00Z")
    item = Items(AGENTS).get(Keys(TENANT).goal(goal.user_id, goal.agent_id, goal.goal_id))
    assert item is not None
    assert item["gsi2sk"] == utc(epoch("2026-03-29T01:00:00Z"))
    finish(goal)
    fired(goal, "2026-03-29T01:00:00Z")
    item = Items(AGENTS).get(Keys(TENANT).goal(goal.user_id, goal.agent_id, goal.goal_id))
    assert item is not None
    assert item["gsi2sk"] == utc(epoch("2026-03-30T00:33:00Z"))
