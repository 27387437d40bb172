"""The door of carrying out: with the approval that the review gave, and never without (seed 004, AGP1-PLANT-3.3)."""

import time
from collections.abc import Mapping

from greenlight import denials
from greenlight.caller import Caller
from greenlight.deliverables.records import GOOD, Deliverable, view
from greenlight.deliverables.store import Deliverables
from greenlight.denials import Denial
from greenlight.errors import Conflict, Denied, OverBudget, Refused, TooMany
from greenlight.rest import Answer, answer, body, current_caller, raw_body
from greenlight.spec import spec

from . import asking, schemas
from .schemas import Execution

DONE = frozenset({"executed", "failed", "needs_person"})
REPLAYED = {"Idempotent-Replayed": "true"}
RULE = "approval_required"
# Contracts §1: what money or a trial forbids is 402, what comes too fast 429, whatever else a gate denies 403.
REFUSALS: Mapping[str, type[Refused]] = {"budget": OverBudget, "trial": OverBudget, "rate": TooMany}


@spec(body=Execution, returns=schemas.Executed, roles=("customer",))
def execute_deliverable(deliverable_id: str) -> Answer:
    """Sends exactly what was approved, once; asked again, it tells what became of it. 202 while that is looked up."""
    caller, given = current_caller(), body(Execution) if raw_body() else Execution()
    one = Deliverables(caller.tenant_id).owned_by(caller.user_id, deliverable_id)
    if one.kind == "report":
        raise Conflict("A report is read and acknowledged; there is nothing to carry out.")
    if problem := missing(one, given.approval_id, time.time()):
        raise _denied(caller, one, problem)
    if one.status in DONE:
        return _told(one, OUTCOMES[one.status], str(one.effect.get("detail", "")), replayed=True)
    return _carry_out(caller, one)


def missing(one: Deliverable, approval_id: str, now: float) -> str:
    """Why this id does not allow carrying it out, for whoever tries; empty if it does."""
    if not approval_id:
        return "This needs the approval_id that its review gave."
    if approval_id != one.approval_id or one.status not in GOOD | DONE:
        return f"This needs the approval_id that its review gave; it is {one.status}."
    if one.status in GOOD and one.expires_at <= now:
        return "The time of its approval is over."
    return ""


def _denied(caller: Caller, one: Deliverable, detail: str) -> Denied:
    """The refusal, kept: which rule, who, what, and the correlation id that the answer names."""
    denial_id = denials.store(caller.tenant_id, Denial(
        rule=RULE, detail=detail, actor=f"user:{caller.user_id}", stage="route", subject=one.deliverable_id,
        correlation_id=caller.correlation_id, tool=one.tool, agent_id=one.agent_id, user_id=one.user_id,
    ))  # fmt: skip
    return Denied(detail, rule=RULE, denial_id=denial_id)


def _carry_out(caller: Caller, one: Deliverable) -> Answer:
    try:
        said = asking.act(one, one.approval_id, f"user:{caller.user_id}", caller.correlation_id)
    except asking.StillRunning:
        raise Conflict("It is being carried out; ask again in a moment.", retry_after=1) from None
    if said["status"] == "denied":
        raise REFUSALS.get(said["rule"], Denied)(said["detail"], rule=said["rule"])
    now = Deliverables(one.tenant_id).get(one.deliverable_id)
    return _told(now, said["status"], said.get("detail", ""), replayed=False)


def _told(one: Deliverable, status: str, detail: str, *, replayed: bool) -> Answer:
    said = {"deliverable": view(one), "approval_id": one.approval_id, "status": status, "detail": detail}
    headers = REPLAYED if replayed else None
    return answer(said, 202 if status == "unknown" else 200, headers, revision=one.revision)


OUTCOMES = {"executed": "ok", "failed": "failed", "needs_person": "needs_person"}
