"""Carrying out a deliverable: with the very approval that its version was given, and past the bus once more."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Denied, NotFound
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.observe import note

from functions.executor.action import Action
from functions.executor.carry import allowed
from functions.executor.once import Answer

from .scene import claims, deny, forbidden

NEEDED = "This needs the approval that its review gave."


def act(request: Mapping[str, Any]) -> Answer:
    """However often it is asked for, one request at most goes outside. Raises NotFound, StillRunning."""
    tenant_id = str(request.get("tenant_id"))
    one = Deliverables(tenant_id).get(str(request.get("deliverable_id")))
    actor, correlation_id = (
        str(request.get("actor")),
        str(request.get("correlation_id") or one.correlation_id),
    )
    note(correlation_id=correlation_id, deliverable=one.status)
    try:
        record = _approval(one, str(request.get("approval_id")))
        answer = _stopped(record, one) or allowed(record)
    except Denied as denied:
        answer = {"status": "denied", "rule": str(denied.extra["rule"]), "detail": denied.detail}
    if answer["status"] == "denied":
        who = replace(claims(one), correlation_id=correlation_id)
        action = Action(who, "", one.tool, "external", False, one.verb, {})
        deny(action, one.deliverable_id, "send", answer["rule"], answer["detail"], actor=actor)
    return answer


def _approval(one: Deliverable, approval_id: str) -> Record:
    """Its own, of its newest version, and a yes. Raises Denied."""
    try:
        record = Approvals(one.tenant_id).get(approval_id)
    except NotFound:
        raise Denied(NEEDED, rule="approval_required") from None
    mine = (record.deliverable_id, record.approval_id) == (one.deliverable_id, one.approval_id)
    if not mine or record.kind != "deliverable":
        raise Denied(NEEDED, rule="approval_required")
    if not record.allows:
        raise Denied(f"The approval is {record.status}; nothing was sent.", rule="approval_required")
    return record


def _stopped(record: Record, one: Deliverable) -> Answer | None:
    """By today's controls, limits and policies. The approval stays good: a switch may be turned back in time."""
    if record.attempts and not _begins_again(record):
        return None
    return forbidden(one, record.arguments)


def _begins_again(record: Record) -> bool:
    """Whether its last attempt surely sent nothing: `effects` may make another one now."""
    last = Items(APPROVALS).get(Keys(record.tenant_id).effect(record.approval_id, record.attempts)) or {}
    left = last.get("status") == "prepared" and last["lease_until"] <= time.time()
    return left or last.get("status") == "not_sent"
