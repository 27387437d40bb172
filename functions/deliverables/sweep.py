"""No deliverable is forgotten: the row itself says when its next look is due, and what is wrong if that comes."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import islice

from greenlight.approvals import tokens, topic
from greenlight.approvals.store import Approvals
from greenlight.declare import AGENTS
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Refused
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import SHARDS
from greenlight.observe import count, logger
from greenlight.threads.records import utc

from . import asking, due, runs
from .ends import PLATFORM, expire, step
from .outside import caught_up

AT_ONCE = 200  # rows per shard and sweep; the rest is due at the next one
LOOK_AGAIN = 60  # seconds
GRACE = 120  # seconds that a schedule (which fires at full minutes), or the approval's own clock, may be late
STUCK = 600  # seconds after which a draft that nobody opened is opened here
GIVEN_UP = 3600  # seconds after which nobody drafts it anew any more
NOT_ANEW = "It could not be drafted anew within an hour."


def sweep() -> dict[str, int]:
    """Looks after every deliverable and goal run that is due; how many came to what. One that cannot be helped is
    logged and counted, and holds up no other."""
    from botocore.exceptions import BotoCoreError, ClientError

    found: Counter[str] = Counter()
    for item in [item for shard in range(SHARDS) for item in _due(shard)]:
        tenant_id, _, rest = item["pk"].removeprefix("TENANT#").partition("#")
        kind, _, named = rest.partition("#")
        try:
            found[_KINDS[kind](tenant_id, named)] += 1
        except (BotoCoreError, ClientError, Refused, LookupError, ValueError, TypeError) as error:
            found["trouble"] += 1
            logger().error("left alone", extra={"row": named, "problem": type(error).__name__})
            count("DeliverableSweepFailures")
    return dict(found)


def _due(shard: int) -> list[Item]:
    """Goals share the index; whoever nets those looks after them."""
    every = Items(AGENTS).every(f"DUE#{shard}", index=2, between=("0", utc()))
    mine = (item for item in every if item["pk"].split("#")[2] in _KINDS)
    return list(islice(mine, AT_ONCE))


def look_after(tenant_id: str, deliverable_id: str) -> str:
    """Puts it at the end of the line first: one that cannot be helped holds up no other at the next sweep."""
    deliverables, now = Deliverables(tenant_id), time.time()
    one = deliverables.get(deliverable_id)
    following = next_look(one)
    if one.is_settled or following is None:
        return _postpone(one, None)
    if following > now:
        return _postpone(one, following)
    if _postpone(one, now + LOOK_AGAIN) == "raced":
        return "raced"
    return _LATE[one.status](one)


def next_look(one: Deliverable) -> float | None:
    """Epoch seconds at which something should have happened to it by then; None where only a person can."""
    changed = datetime.fromisoformat(one.updated_at).timestamp()
    if one.status == "draft":
        return None if one.problems else changed + STUCK
    if one.status == "revising":
        return changed + GIVEN_UP
    if one.status == "scheduled":
        return min(one.scheduled_at + GRACE, one.expires_at)
    return one.expires_at + (GRACE if one.status == "pending_review" else 0)


def _postpone(one: Deliverable, until: float | None) -> str:
    """Only where it stands as it was read: a step meanwhile has said itself when to look."""
    change = "SET gsi2sk = :due" if until else "REMOVE gsi2pk, gsi2sk"
    values: Item = {":revision": one.revision} | ({":due": utc(until)} if until else {})
    try:
        Items(AGENTS).update(
            Deliverables(one.tenant_id).keys.deliverable(one.deliverable_id), change,
            condition="revision = :revision AND attribute_exists(gsi2pk)", values=values,
        )  # fmt: skip
    except ConditionFailed:
        return "raced"
    return "waits" if until else "left"


def _open(one: Deliverable) -> str:
    try:
        return f"opened_{asking.open_review(one)['status']}"
    except asking.StillRunning:
        return "running"


def _undecided(one: Deliverable) -> str:
    """The approval's own clock ends it, and the deliverable with it; here only if that is lost."""
    record = Approvals(one.tenant_id).expire(one.approval_id)
    topic.tell(record)
    tokens.complete(record.tenant_id, record.approval_id)
    return f"approval_{record.status}"


def _unused(one: Deliverable) -> str:
    record = Approvals(one.tenant_id).get(one.approval_id)
    if came := caught_up(one, record):
        return came
    return "expired" if expire(one, record) else "raced"


def _unsent(one: Deliverable) -> str:
    """Its schedule is lost, or it was told that something is still at it."""
    record = Approvals(one.tenant_id).get(one.approval_id)
    return caught_up(one, record) or due.carry_out(one, time.time())


def _not_drafted(one: Deliverable) -> str:
    return "given_up" if step(one, "rejected", PLATFORM, NOT_ANEW) else "raced"


_LATE: Mapping[str, Callable[[Deliverable], str]] = {
    "draft": _open, "pending_review": _undecided, "approved": _unused, "scheduled": _unsent,
    "revising": _not_drafted,
}  # fmt: skip
_KINDS: Mapping[str, Callable[[str, str], str]] = {"DELIVERABLE": look_after, "GOALRUN": runs.look_after}
