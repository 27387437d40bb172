"""Whose a deliverable is to see: its customer's, and of those who are asked about it or operate the tenant."""

from greenlight.approvals.judge import may_see
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import MISSING, Deliverables
from greenlight.errors import NotFound


def seen_by(caller: Caller, deliverable_id: str) -> Deliverable:
    """Raises NotFound, the same one, for what is not this caller's to see."""
    one = Deliverables(caller.tenant_id).get(deliverable_id)
    if one.user_id == caller.user_id:
        return one
    record = approval_of(one)
    if record is None or not may_see(record, caller):
        raise NotFound(MISSING)
    return one


def approval_of(one: Deliverable) -> Record | None:
    """The approval of its newest version; None before anybody is asked about that."""
    return Approvals(one.tenant_id).get(one.approval_id) if one.approval_id else None
