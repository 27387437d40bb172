"""The steps of a deliverable that no verdict and no effect makes: each with its audit entry, and what follows it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from greenlight import audit, outbox
from greenlight.approvals.records import Record, as_text
from greenlight.declare import APPROVALS
from greenlight.deliverables.changes import moving
from greenlight.deliverables.follows import schedule, settling_one
from greenlight.deliverables.records import Deliverable
from greenlight.errors import Conflict
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import Keys
from greenlight.spending import from_text, releasing
from greenlight.threads.records import utc

PLATFORM = "platform:deliverables"
OVER = "The time of its approval is over; nothing was sent."


def step(
    one: Deliverable, to: str, actor: str, reason: str, *, more: Sequence[Write] = (), **fields: Any
) -> bool:
    """One step from where it was read, in one transaction with all that follows; False where it has moved on."""
    _, entry = audit.entry(
        one.tenant_id, f"deliverable.{to}", actor=actor, subject=one.deliverable_id,
        correlation_id=one.correlation_id, agent_id=one.agent_id,
        details={"user_id": one.user_id, "from": one.status, "approval_id": one.approval_id, "reason": reason},
    )  # fmt: skip
    planned = [schedule(one.tenant_id, one.deliverable_id)] if "scheduled" in {one.status, to} else []
    try:
        commit([
            moving(one, to, actor, reason, **fields), *settling_one(one.tenant_id, one.goal_run_id, to), entry,
            *planned, *more,
        ])  # fmt: skip
    except ConditionFailed:
        return False
    return True


def give_up_draft(one: Deliverable, actor: str, reason: str) -> None:
    """Raises Conflict where somebody else was faster."""
    if not step(one, "rejected", actor, reason, note=reason):
        raise Conflict("It was changed meanwhile: read it again, then decide.")


def expire(one: Deliverable, record: Record) -> bool:
    """A yes that nobody used in time, and from now on nobody can. What the budget held for it is free again."""
    if not step(one, "expired", "clock", OVER, more=[_barring(record)]):
        return False
    if record.reservation and not record.attempts:
        with suppress(ConditionFailed):
            commit([releasing(record.tenant_id, from_text(record.reservation))])
    return True


def _barring(record: Record) -> Write:
    """Whoever consumes it asks for the same attributes: one of the two finds that it came too late."""
    return Items(APPROVALS).updating(
        Keys(record.tenant_id).approval(record.approval_id),
        "SET settled_at = if_not_exists(settled_at, :now), outcome = if_not_exists(outcome, :outcome)",
        condition="attempts = :seen",
        values={":seen": record.attempts, ":now": utc(), ":outcome": as_text({"status": "expired", "detail": OVER})},
    )  # fmt: skip


def put_back(one: Deliverable, template: str, rule: str, detail: str) -> bool:
    """Not at its hour, then: the yes stands. Its customer is told once, since this step is written once."""
    letter = {"template": template, "approval_id": one.approval_id, "to": [one.user_id]}
    problem = {"rule": rule, "detail": detail, "pointer": ""}
    return step(
        one, "approved", PLATFORM, detail, more=[outbox.row(one.tenant_id, "mail", letter)], scheduled_at=0,
        problems=[problem],
    )  # fmt: skip
