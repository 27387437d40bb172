"""How an effect goes on: each step from one row to the next, and when. Pure; the clock is a parameter.

prepared → dispatched → confirmed | failed | not_sent | unknown;  unknown → one of those | needs_person
"""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from greenlight.approvals.records import Record
from greenlight.threads.records import utc

from .adapters.protocol import Outcome, Prepared
from .effect import Effect

LEASE = 30  # seconds; longer than an invocation of `effects` may run on from the moment it takes one
STAGE = 8  # seconds for what is made beforehand
SEND = 10  # seconds from dispatch to the end of the answer
LOOK = 6  # seconds for a question about one that is unknown
MOST_ATTEMPTS = 3
AGAIN = 60  # seconds after an attempt that was surely not sent, or longer where the destination says so
MOST_LOOKUPS, LOOKUP_PAUSE = 8, 60  # at the destination, before a person is asked

Standing = Literal["none", "settled", "abandoned", "busy", "overdue"]


def standing(last: Effect | None, now: float) -> Standing:
    """What the last attempt lets one do: begin, read its answer, begin again, come back later, look after it."""
    if last is None:
        return "none"
    if last.is_settled:
        return "abandoned" if last.abandoned else "settled"
    return "overdue" if _is_free(last, now) else "busy"


def is_final(record: Record, last: Effect, now: float) -> bool:
    """Whether nobody begins again after this abandoned one: it was told, was the last of so many, or is too late.

    Whoever looked before the expiry may be about to, for as long as an invocation lasts.
    """
    return bool(record.settled_at) or last.attempt >= MOST_ATTEMPTS or record.expires_at + LEASE <= now


def may_try_again(record: Record, last: Effect, now: float) -> bool:
    """A deliverable that was surely not sent, such as by a 429: nobody was told that it is over, and its customer may
    ask once more, after a pause. The outcome of a tool call has been told to its thread."""
    if not record.deliverable_id or last.status != "not_sent" or last.rehearsed or last.abandoned:
        return False
    pause = max(AGAIN, int((last.result or {}).get("retry_after") or 0))
    told_at = datetime.fromisoformat(last.settled_at).timestamp()
    return last.attempt < MOST_ATTEMPTS and told_at + pause <= now < record.expires_at


def prepared(record: Record, ready: Prepared, key: str, attempt: int, by: str, now: float) -> Effect:
    return Effect(
        tenant_id=record.tenant_id, approval_id=record.approval_id, attempt=attempt, status="prepared",
        tool=record.tool, key=key, digest=record.digest, exact_sha256=ready.sha256, target=ready.target, by=by,
        lease_until=int(now) + LEASE, due_at=int(now) + LEASE, user_id=record.user_id, agent_id=record.agent_id,
        correlation_id=record.correlation_id, prepared_at=utc(now), deliverable_id=record.deliverable_id,
        goal_run_id=record.run_id if record.deliverable_id else "",
    )  # fmt: skip


def rehearsed(effect: Effect, ready: Prepared, now: float) -> Effect:
    """Consumed like any other, and nothing leaves: the answer is what would have."""
    return replace(
        effect, status="not_sent", rehearsed=True, result={"rehearsed": True, "exact": ready.exact},
        detail="Rehearsal: nothing was sent. This is exactly what would have been.", settled_at=utc(now), due_at=0,
    )  # fmt: skip


def dispatched(effect: Effect, now: float, staged: str = "") -> Effect:
    """From here on it counts as possibly sent; the lease begins anew. `staged` is what to ask the destination by."""
    until = int(now) + LEASE
    return _next(
        effect, status="dispatched", dispatched_at=utc(now), lease_until=until, due_at=until, staged=staged
    )


def settled(effect: Effect, outcome: Outcome, now: float) -> Effect:
    """What its sender says of it. An unknown one is due for a look at once."""
    said = {"status": outcome.status, "result": outcome.result, "detail": outcome.detail}
    if outcome.status == "unknown":
        return _next(effect, **said, due_at=int(now))
    return _next(effect, **said, settled_at=utc(now), due_at=0)


def given_up(effect: Effect, now: float) -> Effect:
    """What a lease that ended makes of it: never dispatched means surely not sent, dispatched means who knows."""
    if effect.status == "prepared":
        detail = "Nothing was sent: it was interrupted before anything left."
        return _next(effect, status="not_sent", abandoned=True, detail=detail, settled_at=utc(now), due_at=0)
    detail = "It was interrupted while sending: it may have arrived."
    return _next(effect, status="unknown", detail=detail, due_at=int(now))


def looked_up(effect: Effect, found: Outcome | None, now: float) -> Effect:
    """What the destination says; None where it cannot be asked. A person is asked when nothing else can tell."""
    asked = effect.lookups + 1
    if found is None or (found.status == "unknown" and asked >= MOST_LOOKUPS):
        return _next(effect, status="needs_person", reconciled_at=utc(now), settled_at=utc(now), due_at=0)
    if found.status == "unknown":
        return _next(effect, lookups=asked, due_at=int(now) + LOOKUP_PAUSE * asked)
    return replace(settled(effect, found, now), reconciled_at=utc(now), lookups=asked)


def _is_free(effect: Effect, now: float) -> bool:
    """Nobody holds an unknown one; the others are their sender's until the lease ends."""
    return effect.status == "unknown" or effect.lease_until <= now


def _next(effect: Effect, **changes: object) -> Effect:
    return replace(effect, revision=effect.revision + 1, **changes)  # type: ignore[arg-type]
