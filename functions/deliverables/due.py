"""The hour of what was scheduled: carried out with the approval of its record, or put back, and somebody told why.

The schedule brings ids alone and may fire twice, early or late; the row says whether, when and with which approval.
"""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.approvals.store import Approvals
from greenlight.deliverables.records import GOOD, Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.errors import NotFound

from . import asking
from .ends import PLATFORM, expire, put_back
from .outside import caught_up

EARLY = 5  # seconds a schedule may be ahead of its hour
LATE = 3600  # seconds after which an hour is missed: what was meant for the morning is not posted at night
AGAIN = frozenset({"rate"})  # rules that let it through a minute later
MISSED = "Its hour was missed by more than an hour; nothing was sent."
RECONNECT = "The account has to be connected again; nothing was sent."


def fire(event: Mapping[str, Any]) -> str:
    """Of `{tenant_id, deliverable_id}`; what came of it, in a word for the log."""
    try:
        one = Deliverables(str(event["tenant_id"])).get(str(event["deliverable_id"]))
    except (NotFound, ValueError):
        return "gone"
    return carry_out(one, time.time())


def carry_out(one: Deliverable, now: float) -> str:
    """However often it is asked for, `deliver` sends once. `running` and `held_up` are tried again by the sweep."""
    if not_now := _not_now(one, now):
        return not_now
    if one.expires_at <= now:
        record = Approvals(one.tenant_id).get(one.approval_id)
        if came := caught_up(one, record):
            return came
        expire(one, record)
        return "expired"
    if now - one.scheduled_at > LATE:
        return "missed" if put_back(one, "deliverable_missed", "missed", MISSED) else "raced"
    try:
        if asking.health(one) == "needs_reconnect":
            back = put_back(one, "deliverable_reconnect", "credential", RECONNECT)
            return "needs_reconnect" if back else "raced"
        # That look takes seconds, in which a customer may have taken it off its hour.
        one = Deliverables(one.tenant_id).get(one.deliverable_id)
        if not_now := _not_now(one, now):
            return not_now
        said = asking.act(one, one.approval_id, PLATFORM, one.correlation_id)
    except asking.StillRunning:
        return "running"
    return _came(one, said)


def _not_now(one: Deliverable, now: float) -> str:
    if one.status != "scheduled":
        return "not_scheduled"
    return "early" if one.scheduled_at > now + EARLY else ""


def _came(before: Deliverable, said: Mapping[str, Any]) -> str:
    status = str(said["status"])
    one = Deliverables(before.tenant_id).get(before.deliverable_id)
    if one.status not in GOOD:
        return status
    if status == "denied" and said["rule"] in AGAIN:
        return "held_up"
    if status == "denied" and one.status == "scheduled":
        put_back(one, "deliverable_denied", said["rule"], said["detail"])
    return status
