"""From the goal's row to its runs through EventBridge Scheduler on an engine whose clock is set across its changes."""

import pytest

from functions.goals import fire, net
from functions.outbox import schedules
from localstack.tests.engines import Engine

from .conftest import TENANT, USER, epoch, finish, slots_run, stored
from .engine import heard, set_clock

# (zone, time of day, then, then; how often AWS fires in between; the slots)
JOURNEYS = [
    ("Europe/Berlin", "02:30", "2027-03-27T12:00:00Z", "2027-03-29T12:00:00Z", 1,
     ["2027-03-28T02:30", "2027-03-29T02:30"]),
    ("Europe/Berlin", "02:30", "2027-10-30T12:00:00Z", "2027-11-01T12:00:00Z", 2,
     ["2027-10-31T02:30", "2027-11-01T02:30"]),
    ("Australia/Lord_Howe", "02:15", "2027-10-02T00:00:00Z", "2027-10-04T00:00:00Z", 1,
     ["2027-10-03T02:15", "2027-10-04T02:15"]),
    ("Australia/Lord_Howe", "01:45", "2027-04-03T00:00:00Z", "2027-04-05T00:00:00Z", 2,
     ["2027-04-04T01:45", "2027-04-05T01:45"]),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "time", "since", "until", "fires", "expected"), JOURNEYS)
def test_agp1_plant_3_4_each_slot_runs_once_though_the_scheduler_leaves_spring_out(
    engine: Engine, zone: str, time: str, since: str, until: str, fires: int, expected: list[str]
) -> None:
    set_clock(engine, since, silently=True)
    goal = stored(since, timezone=zone, schedule={"time": time, "weekday": "MON", "day": 1}, overlap="allow")
    ids = {"user_id": USER, "agent_id": goal.agent_id, "goal_id": goal.goal_id}
    schedules.carry(TENANT, ids)
    set_clock(engine, until)
    events = heard(engine, fires)
    assert len(events) == fires
    for event in events:
        moment = epoch(event["scheduled_at"])
        net.sweep(lambda moment=moment: moment - 60)  # type: ignore[misc]
        fire.fired(event, lambda moment=moment: moment)  # type: ignore[misc]
        fire.fired(event, lambda moment=moment: moment + 3600)  # type: ignore[misc]
    assert slots_run(goal) == expected
    engine.client("scheduler").delete_schedule(Name=f"{goal.goal_id}-{TENANT}", GroupName="greenlight-test")


def test_agp1_plant_3_4_a_goal_of_the_31st_runs_once_in_each_month_of_a_leap_year(engine: Engine) -> None:
    set_clock(engine, "2028-01-01T00:00:00Z", silently=True)
    goal = stored(
        "2028-01-01T00:00Z", frequency="monthly", timezone="Asia/Kolkata",
        schedule={"time": "09:00", "weekday": "MON", "day": 31},
    )  # fmt: skip
    schedules.carry(TENANT, {"user_id": USER, "agent_id": goal.agent_id, "goal_id": goal.goal_id})
    set_clock(engine, "2029-01-01T00:00:00Z")
    events = heard(engine, 12)
    assert len(events) == 12
    for event in events:
        fire.fired(event, lambda event=event: epoch(event["scheduled_at"]))  # type: ignore[misc]
        finish(goal)
    lasts = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    assert slots_run(goal) == [f"2028-{month:02}-{day}T09:00" for month, day in enumerate(lasts, 1)]
