"""Carries a schedule: makes EventBridge's equal to what the row says now, whatever it was before.

Rows come more than once and out of turn. So the row is read again after each change, until what it asks for is what was
put last: whoever puts an old state after another's newer one finds the newer one there, and puts that.
"""

import json
import time
from collections.abc import Mapping
from typing import Any

from greenlight import aws
from greenlight.deliverables.store import Deliverables
from greenlight.errors import NotFound
from greenlight.goals import cron
from greenlight.goals.store import Goals
from greenlight.threads.records import utc

ROUNDS = 5
SLOT_TIME = "<aws.scheduler.scheduled-time>"  # which the scheduler fills in
RETRIES = {"MaximumRetryAttempts": 10, "MaximumEventAgeInSeconds": 3600}
SOONEST = 60  # seconds: what is due already fires with the next minute
Wanted = dict[str, Any] | None


class StillChanging(ValueError):
    """The row changed at each look; it is carried again later."""


def carry(tenant_id: str, body: Mapping[str, str]) -> None:
    """`{goal_id, user_id, agent_id}` or `{deliverable_id}`. Raises StillChanging."""
    name, wanted = _look(tenant_id, body)
    for _ in range(ROUNDS):
        put(name, wanted)
        before = wanted
        _, wanted = _look(tenant_id, body)
        if wanted == before:
            return
    raise StillChanging(name)


def put(name: str, wanted: Wanted) -> None:
    """The schedule of that name in the stage's group, so or not at all."""
    scheduler = aws.client("scheduler")
    place = {"Name": name, "GroupName": aws.setting("SCHEDULE_GROUP")}
    if wanted is None:
        _unless(scheduler.exceptions.ResourceNotFoundException, scheduler.delete_schedule, place)
    elif not _unless(
        scheduler.exceptions.ResourceNotFoundException, scheduler.update_schedule, place | wanted
    ):
        made = _unless(scheduler.exceptions.ConflictException, scheduler.create_schedule, place | wanted)
        if not made:  # by somebody else, between the two
            scheduler.update_schedule(**place, **wanted)


def _unless(refusal: type[Exception], call: Any, request: Mapping[str, Any]) -> bool:
    """False where it was refused like that."""
    try:
        call(**request)
    except refusal:
        return False
    return True


def _look(tenant_id: str, body: Mapping[str, str]) -> tuple[str, Wanted]:
    if "goal_id" in body:
        return f"{body['goal_id']}-{tenant_id}", _of_goal(tenant_id, body)
    return body["deliverable_id"], _of_deliverable(tenant_id, body["deliverable_id"])


def _of_goal(tenant_id: str, body: Mapping[str, str]) -> Wanted:
    ids = {name: body[name] for name in ("user_id", "agent_id", "goal_id")}
    try:
        goal = Goals(tenant_id).get(**ids)
    except NotFound:
        return None
    if not goal.is_scheduled:
        return None
    given = {"tenant_id": tenant_id, **ids, "scheduled_at": SLOT_TIME}
    return _schedule("goal_fire", given) | {
        "ScheduleExpression": cron.expression(goal.rhythm), "ScheduleExpressionTimezone": goal.timezone,
    }  # fmt: skip


def _of_deliverable(tenant_id: str, deliverable_id: str) -> Wanted:
    """It goes once it has fired."""
    try:
        found = Deliverables(tenant_id).get(deliverable_id)
    except NotFound:
        return None
    if found.status != "scheduled":
        return None
    minute = -(-max(found.scheduled_at, int(time.time()) + SOONEST) // 60) * 60
    given = {"tenant_id": tenant_id, "deliverable_id": deliverable_id}
    return _schedule("deliverable_due", given) | {
        "ScheduleExpression": f"at({utc(minute)[:19]})", "ScheduleExpressionTimezone": "UTC",
        "ActionAfterCompletion": "DELETE",
    }  # fmt: skip


def _schedule(function: str, given: Mapping[str, str]) -> dict[str, Any]:
    target = {
        "Arn": f"{aws.setting('SCHEDULED_FUNCTIONS')}{function}", "RoleArn": aws.setting("SCHEDULER_ROLE"),
        "Input": json.dumps(given), "RetryPolicy": RETRIES,
        "DeadLetterConfig": {"Arn": aws.setting("SCHEDULES_DEAD")},
    }  # fmt: skip
    return {"Target": target, "FlexibleTimeWindow": {"Mode": "OFF"}, "State": "ENABLED"}
