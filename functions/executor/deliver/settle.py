"""The end of a deliverable's review: the machine has nothing to carry out; a yes stands until somebody uses it."""

import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from greenlight import goal_runs
from greenlight.approvals import topic
from greenlight.approvals.records import Record
from greenlight.approvals.store import ATTEMPTS, Approvals
from greenlight.deliverables import follows
from greenlight.deliverables.changes import moving
from greenlight.deliverables.ids import stable
from greenlight.deliverables.records import GOOD, Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.goals.beginning import LOOK_AFTER
from greenlight.items import ConditionFailed, commit
from greenlight.keys import due
from greenlight.spending import from_text, releasing
from greenlight.threads.records import utc

from functions.executor.action import Action
from functions.executor.carry import ask_effects
from functions.executor.once import Answer

from .scene import claims, deny, forbidden


def settle_deliverable(approvals: Approvals, record: Record) -> dict[str, Any]:
    """`{settled, status}`; saying it again changes nothing."""
    one = Deliverables(record.tenant_id).get(record.deliverable_id)
    if record.allows and (problem := _barred(record) or _stopped(record, one)):
        _bar(approvals, record, one, problem)
    elif record.allows:
        approvals.stands(record)
        _probe(one)
        return {"settled": True, "status": record.status}
    elif record.status == "revised":
        _redraft(record, one)
    approvals.settled(record, {"status": record.status, "detail": record.note})
    if record.reservation and not record.attempts:
        with suppress(ConditionFailed):
            commit([releasing(record.tenant_id, from_text(record.reservation))])
    topic.tell(approvals.get(record.approval_id))
    return {"settled": True, "status": record.status}


def _barred(record: Record) -> Answer | None:
    """By whoever settled this before, and may not have come any further."""
    return dict(record.outcome) if record.outcome.get("status") == "denied" else None


def _stopped(record: Record, one: Deliverable) -> Answer | None:
    """The bus at the approval: a person may have edited it past a limit, or a switch was pulled meanwhile."""
    return None if record.attempts else forbidden(one, record.arguments)


def _bar(approvals: Approvals, record: Record, one: Deliverable, problem: Answer) -> None:
    """The yes is good for nothing any more, and the deliverable says by which rule. Whoever used it first wins."""
    try:
        if not record.settled_at:
            approvals.bar(record, problem)
    except ConditionFailed:
        return
    if one.status in GOOD:
        action = Action(claims(one), "", one.tool, "external", False, one.verb, {})
        deny(action, one.deliverable_id, "approval", problem["rule"], problem["detail"])
    for _ in range(ATTEMPTS):
        if one.status not in GOOD:
            return
        with suppress(ConditionFailed):
            commit([
                moving(one, "rejected", "platform", f"{problem['rule']}: {problem['detail']}"),
                follows.schedule(one.tenant_id, one.deliverable_id),
                *follows.settling_one(one.tenant_id, one.goal_run_id, "rejected"),
            ])  # fmt: skip
        one = Deliverables(one.tenant_id).get(one.deliverable_id)


def _probe(one: Deliverable) -> None:
    """Whether the connection still holds, said now rather than at the scheduled hour; `effects` keeps the answer."""
    if one.credential_ref:
        ask_effects({
            "op": "probe", "tenant_id": one.tenant_id, "credential_ref": one.credential_ref, "tool": one.tool,
        })  # fmt: skip


def _redraft(record: Record, one: Deliverable) -> None:
    """One goal run more, for this deliverable alone; the same for a repeat."""
    asked_at = int(datetime.fromisoformat(record.decided_at).timestamp())
    goal_run_id = stable("grn", asked_at, record.approval_id, "revise")
    fields = {
        "goal_run_id": goal_run_id, "trigger": "revise",
        "deliverable_id": one.deliverable_id, "note": record.note, "goal_id": one.goal_id, "tenant_id": one.tenant_id,
        "user_id": one.user_id, "agent_id": one.agent_id, "agent_type_id": one.agent_type_id,
        "type_version": one.type_version, "goal_template_id": one.goal_template_id, "group_id": one.group_id,
        "correlation_id": one.correlation_id,
        "gsi2pk": due(goal_run_id), "gsi2sk": utc(time.time() + LOOK_AFTER),
    }  # fmt: skip
    with suppress(ConditionFailed):
        commit(goal_runs.beginning(fields))
