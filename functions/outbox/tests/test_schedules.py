"""Schedules: EventBridge's are made equal to what the rows say, however often and in whatever order those come."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from greenlight import aws
from greenlight.declare import AGENTS
from greenlight.deliverables.follows import schedule as of_deliverable
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals, scheduling
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc

from functions.outbox import schedules
from tests.standins.account import PREFIX

from .conftest import OWNER, TENANT, record_of, relayed, rows

pytestmark = pytest.mark.usefixtures("ledger")
FUNCTIONS = f"arn:aws:lambda:eu-central-1:123456789012:function:{PREFIX}-"
ROLE, DEAD = "arn:aws:iam::123456789012:role/fires", "arn:aws:sqs:eu-central-1:123456789012:dead"


@pytest.fixture
def scheduler(ledger: Items, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty group of the stage."""
    for name, value in (
        ("SCHEDULE_GROUP", PREFIX), ("SCHEDULER_ROLE", ROLE), ("SCHEDULES_DEAD", DEAD),
        ("SCHEDULED_FUNCTIONS", FUNCTIONS),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    made = boto3.client("scheduler")
    made.create_schedule_group(Name=PREFIX)
    yield made
    for one in made.list_schedules(GroupName=PREFIX)["Schedules"]:
        made.delete_schedule(Name=one["Name"], GroupName=PREFIX)
    made.delete_schedule_group(Name=PREFIX)


def stored(before: Goal | None = None, **changes: Any) -> Goal:
    """A goal as its route leaves it, with the row that follows."""
    goal = before or Goal(
        goal_id=new_id("gol"), tenant_id=TENANT, user_id=OWNER, agent_id="agt_maya", agent_type_id="t.v1",
        type_version=1, goal_template_id="weekly_multichannel_batch", title="Posts", frequency="weekly",
        timezone="Asia/Kolkata", schedule={"time": "09:30", "weekday": "FRI", "day": 1}, since=int(time.time()),
    )  # fmt: skip
    after = replace(goal, revision=goal.revision + bool(before), **changes)
    commit(Goals(TENANT).writing(after, before))
    return after


def carried() -> None:
    """Every row of a schedule that waits."""
    assert relayed(*[record_of(row) for row in rows() if row["kind"] == "schedule"]) == []


def names(scheduler: Any) -> list[str]:
    return [one["Name"] for one in scheduler.list_schedules(GroupName=PREFIX)["Schedules"]]


def found(scheduler: Any, name: str) -> dict[str, Any]:
    said: dict[str, Any] = scheduler.get_schedule(Name=name, GroupName=PREFIX)
    return said


def test_agp1_plant_3_4_a_recurring_goal_has_one_schedule_in_its_own_zone(scheduler: Any) -> None:
    goal = stored()
    carried()
    made = found(scheduler, f"{goal.goal_id}-{TENANT}")
    assert (made["ScheduleExpression"], made["ScheduleExpressionTimezone"], made["State"]) == (
        "cron(30 9 ? * FRI *)", "Asia/Kolkata", "ENABLED",
    )  # fmt: skip
    target = made["Target"]
    assert (target["Arn"], target["RoleArn"]) == (f"{FUNCTIONS}goal_fire", ROLE)
    assert target["DeadLetterConfig"] == {"Arn": DEAD}
    assert json.loads(target["Input"]) == {
        "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_maya", "goal_id": goal.goal_id,
        "scheduled_at": "<aws.scheduler.scheduled-time>",
    }  # fmt: skip
    assert rows() == []


def test_a_change_changes_it_and_a_pause_or_the_end_of_the_goal_takes_it_away(scheduler: Any) -> None:
    goal = stored()
    carried()
    goal = stored(goal, frequency="monthly", timezone="Europe/Berlin", schedule={**goal.schedule, "day": 31})
    carried()
    made = found(scheduler, f"{goal.goal_id}-{TENANT}")
    assert (made["ScheduleExpression"], made["ScheduleExpressionTimezone"]) == (
        "cron(30 9 L * ? *)", "Europe/Berlin",
    )  # fmt: skip
    goal = stored(goal, status="paused")
    carried()
    assert names(scheduler) == []
    goal = stored(goal, status="active")
    carried()
    assert len(names(scheduler)) == 1
    commit(Goals(TENANT).deleting(goal))
    carried()
    assert names(scheduler) == []


def test_a_goal_on_demand_has_no_schedule(scheduler: Any) -> None:
    stored(frequency="on_demand")
    carried()
    assert names(scheduler) == []


def test_rows_that_come_twice_and_out_of_turn_leave_what_the_goal_says_last(scheduler: Any) -> None:
    goal = stored()
    stored(goal, timezone="Europe/Berlin")
    first, second = (record_of(row) for row in rows())
    assert relayed(second, first, second) == []
    again = scheduling(goal)
    commit([again])
    assert relayed(record_of(again.item)) == []
    assert found(scheduler, f"{goal.goal_id}-{TENANT}")["ScheduleExpressionTimezone"] == "Europe/Berlin"


def test_whoever_puts_an_old_state_after_a_newer_one_puts_the_newer_again(scheduler: Any) -> None:
    """The goal changes, and is carried by somebody else, between this one's look and its put."""
    goal = stored()
    met: list[Goal] = []
    events = aws.client("scheduler").meta.events

    def overtaken(**_: Any) -> None:
        if not met:
            met.append(stored(goal, timezone="Europe/Berlin"))
            schedules.carry(TENANT, {"goal_id": goal.goal_id, "user_id": OWNER, "agent_id": goal.agent_id})

    events.register("before-call.scheduler.UpdateSchedule", overtaken)
    try:
        schedules.carry(TENANT, {"goal_id": goal.goal_id, "user_id": OWNER, "agent_id": goal.agent_id})
    finally:
        events.unregister("before-call.scheduler.UpdateSchedule", overtaken)
    assert met
    assert found(scheduler, f"{goal.goal_id}-{TENANT}")["ScheduleExpressionTimezone"] == "Europe/Berlin"


def test_a_goal_that_changes_at_each_look_is_carried_again_later(scheduler: Any) -> None:
    goal = [stored()]
    zones = iter(("Asia/Tokyo", "Asia/Seoul", "Asia/Dubai", "Asia/Macau", "Asia/Dhaka", "Asia/Hovd"))
    events = aws.client("scheduler").meta.events

    def changing(**_: Any) -> None:
        goal.append(stored(goal[-1], timezone=next(zones)))

    events.register("before-call.scheduler.UpdateSchedule", changing)
    body = {"goal_id": goal[0].goal_id, "user_id": OWNER, "agent_id": goal[0].agent_id}
    try:
        with pytest.raises(schedules.StillChanging):
            schedules.carry(TENANT, body)
    finally:
        events.unregister("before-call.scheduler.UpdateSchedule", changing)
    schedules.carry(TENANT, body)
    name = f"{goal[0].goal_id}-{TENANT}"
    assert found(scheduler, name)["ScheduleExpressionTimezone"] == goal[-1].timezone


def test_two_tenants_goals_of_one_id_have_a_schedule_each(scheduler: Any) -> None:
    """A client may choose a goal's id; it must not reach another tenant's schedule."""
    goal = stored()
    carried()
    other = replace(goal, tenant_id="othertenant", timezone="Europe/Berlin")
    commit(Goals("othertenant").writing(other, None))
    schedules.carry("othertenant", {"goal_id": goal.goal_id, "user_id": OWNER, "agent_id": goal.agent_id})
    assert found(scheduler, f"{goal.goal_id}-{TENANT}")["ScheduleExpressionTimezone"] == "Asia/Kolkata"
    assert len(names(scheduler)) == 2


def drafted(status: str, scheduled_at: int) -> str:
    """A deliverable's row, as far as a schedule asks."""
    deliverable_id = new_id("dlv")
    Items(AGENTS).put({
        **Keys(TENANT).deliverable(deliverable_id), "deliverable_id": deliverable_id, "tenant_id": TENANT,
        "user_id": OWNER, "agent_id": "agt_maya", "goal_id": "g", "goal_run_id": "r", "kind": "post", "title": "t",
        "status": status, "arguments": "{}", "correlation_id": "cor_1", "scheduled_at": scheduled_at,
    })  # fmt: skip
    commit([of_deliverable(TENANT, deliverable_id)])
    return deliverable_id


def test_a_deliverable_that_is_scheduled_fires_once_at_its_time_and_goes(scheduler: Any) -> None:
    moment = int(time.time()) // 60 * 60 + 7200
    deliverable_id = drafted("scheduled", moment)
    carried()
    made = found(scheduler, deliverable_id)
    assert made["ScheduleExpression"] == f"at({utc(moment)[:19]})"
    assert made["ActionAfterCompletion"] == "DELETE"
    assert made["Target"]["Arn"] == f"{FUNCTIONS}deliverable_due"
    assert json.loads(made["Target"]["Input"]) == {"tenant_id": TENANT, "deliverable_id": deliverable_id}
    key = Keys(TENANT).deliverable(deliverable_id)
    Items(AGENTS).update(key, "SET #s = :s", names={"#s": "status"}, values={":s": "approved"})
    commit([of_deliverable(TENANT, deliverable_id)])
    carried()
    assert names(scheduler) == []


def test_what_is_due_already_fires_with_the_next_minutes(scheduler: Any) -> None:
    deliverable_id = drafted("scheduled", int(time.time()) - 60)
    carried()
    said = found(scheduler, deliverable_id)["ScheduleExpression"]
    assert utc(time.time())[:19] < said[3:-1] <= utc(time.time() + 180)[:19]
