"""The doors of a one-time schedule: when something approved is carried out by itself, within its approval's time."""

import time

from greenlight import audit
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.deliverables.changes import history_step, stepping
from greenlight.deliverables.follows import schedule
from greenlight.deliverables.records import GOOD, Deliverable, view
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Conflict, Invalid, Stale
from greenlight.items import ConditionFailed, commit
from greenlight.rest import Answer, answer, body, current_caller, if_match
from greenlight.spec import spec

from . import schemas
from .schemas import Plan

SOONEST = 60  # seconds from now: EventBridge fires at the minute
MOST_STEPS = 200  # of a row that must still take what came of it, within the 400 KB of a table's item


@spec(body=Plan, returns=schemas.Deliverable, roles=("customer",))
def schedule_deliverable(deliverable_id: str) -> Answer:
    """Has it carried out at this moment, with the approval that it has; said again, at the other moment."""
    caller, at = current_caller(), int(body(Plan).at.timestamp())
    one = _mine(caller, deliverable_id)
    record = Approvals(one.tenant_id).get(one.approval_id)
    if one.status not in GOOD or not record.allows or record.attempts:
        raise Conflict(
            f"Only what is approved can be scheduled; this is {one.status}.", status_now=one.status
        )
    if len(one.history) >= MOST_STEPS:
        raise Conflict("This was planned anew too often; carry it out, or have it drafted again.")
    _in_time(at, record.expires_at)
    return _move(caller, one, "scheduled", at)


@spec(returns=schemas.Deliverable, roles=("customer",))
def unschedule_deliverable(deliverable_id: str) -> Answer:
    """It stays approved, and is carried out when somebody says so."""
    caller = current_caller()
    one = _mine(caller, deliverable_id)
    if one.status == "approved":
        return answer(view(one), revision=one.revision)
    if one.status != "scheduled":
        raise Conflict(f"This is {one.status}, not scheduled.", status_now=one.status)
    return _move(caller, one, "approved", 0)


def _mine(caller: Caller, deliverable_id: str) -> Deliverable:
    insisted, one = if_match(), Deliverables(caller.tenant_id).owned_by(caller.user_id, deliverable_id)
    if insisted not in {None, one.revision}:
        raise Stale("It was changed meanwhile: read it again.")
    return one


def _in_time(at: int, expires_at: int) -> None:
    problem = ""
    if at < time.time() + SOONEST:
        problem = "must be a minute from now at the earliest"
    if at >= expires_at:
        problem = "must be before the approval expires"
    if problem:
        raise Invalid(f"`at` {problem}.", problems=[{"pointer": "/at", "detail": problem}])


def _move(caller: Caller, one: Deliverable, to: str, at: int) -> Answer:
    """From approved or scheduled, on the condition that it stands as it was read; the schedule itself follows."""
    actor = f"user:{caller.user_id}"
    line = history_step(one.status, to, actor, "", caller.correlation_id)
    moved = stepping(
        one.tenant_id, one.deliverable_id, {"status": to, "scheduled_at": at, "problems": []}, line,
        "#status = :seen AND revision = :revision", {":seen": one.status, ":revision": one.revision},
    )  # fmt: skip
    _, entry = audit.entry(
        one.tenant_id, f"deliverable.{to}", actor=actor, subject=one.deliverable_id,
        correlation_id=caller.correlation_id, agent_id=one.agent_id,
        details={"user_id": one.user_id, "from": one.status, "scheduled_at": at, "approval_id": one.approval_id},
    )  # fmt: skip
    try:
        commit([moved, schedule(one.tenant_id, one.deliverable_id), entry])
    except ConditionFailed:
        raise Stale("It was changed meanwhile: read it again.") from None
    now = Deliverables(one.tenant_id).get(one.deliverable_id)
    return answer(view(now), revision=now.revision)
