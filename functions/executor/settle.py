"""Settling an approval: from whatever the table says to a result in the thread, and the next leg. Safe to repeat.

The state machine asks for it, with ids alone; a forged request finds the same table and can do no more than that.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from greenlight.approvals import topic
from greenlight.approvals.digests import canonical, sha256
from greenlight.approvals.records import UNDONE, Record
from greenlight.approvals.store import Approvals
from greenlight.errors import Invalid, Refused
from greenlight.items import ConditionFailed, Item, Write, commit
from greenlight.keys import Keys
from greenlight.observe import note
from greenlight.spending import from_text, releasing
from greenlight.threads.records import SETTLED
from greenlight.threads.runs import Runs
from greenlight.threads.waiting import answering, resume

from . import review
from .action import Action
from .bus import recheck
from .carry import allowed, used
from .deliver.settle import settle_deliverable
from .look import look_again
from .once import Answer, StillRunning, finish_call, finishing
from .start import start_run

DETAILS = {
    "expired": "Nobody decided in time.", "revoked": "The approval was taken back.",
    "cancelled": "It was called off.",
}  # fmt: skip


def settle(request: Mapping[str, Any]) -> dict[str, Any]:
    """`{settled, status}`. Raises NotFound, StillRunning."""
    tenant_id, approval_id = request.get("tenant_id"), request.get("approval_id")
    if not isinstance(tenant_id, str) or not isinstance(approval_id, str):
        raise Invalid("Settling needs `tenant_id` and `approval_id`.")
    approvals = Approvals(tenant_id)
    record = approvals.expire(approval_id)
    note(correlation_id=record.correlation_id, run_id=record.run_id, approval=record.status)
    if record.is_open:
        return {"settled": False, "status": record.status}
    if record.deliverable_id:
        return settle_deliverable(approvals, record)
    run = Runs(tenant_id).run(record.thread_id, record.run_id)
    if run["status"] in SETTLED and record.allows and record.kind != "final":
        record = approvals.cancel(approval_id, "platform")  # its run ended otherwise: too late for a yes
    answer = _for_good(approvals, record, lambda: outcome(record, run))
    conclude(record, run, answer)
    approvals.settled(record, answer)
    _release(record)
    topic.tell(approvals.get(approval_id))
    return {"settled": True, "status": record.status}


def in_advance(action: Action, approval_id: str) -> Answer:
    """Allowed by a standing approval, so carried out in the same leg, by the same rules as any approval."""
    approvals = Approvals(action.who.tenant_id)
    record = approvals.get(approval_id)
    answer = _for_good(approvals, record, lambda: allowed(record, action.who.timezone))
    answer |= {"standing_approval": record.standing_id}
    finish_call(action, answer)
    approvals.settled(record, answer)
    return answer


def asked_before(action: Action, call: Item) -> Answer:
    """The same call again, after a person was asked: what stands there now."""
    if call["standing"] and call["status"] == "asked":
        return in_advance(action, call["approval_id"])
    answer: Answer = json.loads(call["answer"])
    return answer


def _for_good(approvals: Approvals, record: Record, come: Callable[[], Answer]) -> Answer:
    """What came of it. A yes of which nothing came is barred first: what is told as not done cannot be done any more.

    Raises StillRunning where somebody has used it meanwhile.
    """
    if record.settled_at:
        return dict(record.outcome)
    answer = come()
    if record.allows and answer["status"] == "denied":
        try:
            approvals.bar(record, answer)
        except ConditionFailed:
            raise StillRunning(record.approval_id) from None
    return answer


def outcome(record: Record, run: Item) -> Answer:
    """What came of it, by its kind and verdict."""
    if not record.allows:
        return refusal(record)
    if record.kind == "tool_call":
        return _stopped(record, run) or allowed(record, run["timezone"])
    return used(record)


def _stopped(record: Record, run: Item) -> Answer | None:
    """What was allowed may have been edited since it was judged, and the rules may be stricter now: judged once more,
    before the first attempt alone, so that what has happened is never told as denied."""
    if record.attempts:
        return None
    try:
        verdict = recheck(look_again(record, run))
    except Refused as refused:
        return {"status": "denied", "rule": str(refused.extra.get("rule", "gone")), "detail": refused.detail}
    return {"status": "denied", "rule": verdict.rule, "detail": verdict.detail} if verdict else None


def _release(record: Record) -> None:
    """Money that was held for what will not happen."""
    if record.reservation and not record.attempts:
        with suppress(ConditionFailed):
            commit([releasing(record.tenant_id, from_text(record.reservation))])


def refusal(record: Record) -> Answer:
    """Why nothing was done, for the model to read."""
    if record.status == "denied":
        return {"status": "denied", "rule": "person", "detail": record.note or "A person said no."}
    if record.status == "revised":
        return {"status": "revise", "detail": record.note}
    return {"status": record.status, "detail": record.note or DETAILS.get(record.status, "")}


def conclude(record: Record, run: Item, answer: Answer) -> None:
    """The answer into the thread's records, and the run on its way once nothing of it is open."""
    _CONCLUDE[record.kind](record, run, answer)


def _tool_call(record: Record, run: Item, answer: Answer) -> None:
    runs, key = Runs(record.tenant_id), Keys(record.tenant_id).call(record.thread_id, record.call_id)
    ref = {"thread_id": record.thread_id, "run_id": record.run_id}
    closed = answering(runs, ref, record.call_id, record.approval_id, told=True)
    _once(finishing(key, answer), closed)
    go_on(record, run)


def _context(record: Record, run: Item, answer: Answer) -> None:
    if answer["status"] != "ok":
        review.end(record, run, f"The context was not approved: {answer['detail']}", answer["status"])
        return
    notes = [record.note] if record.note else []
    context = {**record.arguments, "messages": review.with_notes(record.arguments["messages"], notes)}
    _answered(record, answer, notes=notes, allowed_context=sha256(canonical(context)))
    go_on(record, run)


def _final(record: Record, run: Item, answer: Answer) -> None:
    if answer["status"] == "ok":
        review.publish(record, run)
        _answered(record, answer)
        return
    if record.allows or record.status in UNDONE:
        review.end(record, run, f"The answer was withheld: {answer['detail']}", answer["status"])
        return
    withheld = record.arguments["text"][:2000]
    said = answer["detail"] or "no reason was given"
    _answered(record, answer, notes=[f"Your answer was withheld, not shown: «{withheld}» Reason: {said}"])
    go_on(record, run)


def _answered(record: Record, answer: Answer, **changes: Any) -> None:
    runs, key = Runs(record.tenant_id), Keys(record.tenant_id).call(record.thread_id, record.call_id)
    ref = {"thread_id": record.thread_id, "run_id": record.run_id}
    closed = answering(runs, ref, record.call_id, record.approval_id, told=False, **changes)
    _once(finishing(key, answer), closed)


def _once(*writes: Write) -> None:
    """Whoever comes second finds it done."""
    try:
        commit(writes)
    except ConditionFailed:
        note(settled="before")


def go_on(record: Record, run: Item) -> None:
    """Queues the next leg if this was the last that was waited for, and has it started."""
    if resume(Runs(record.tenant_id), run):
        start_run(record.tenant_id, record.thread_id)


_CONCLUDE: Mapping[str, Callable[[Record, Item, Answer], None]] = {
    "tool_call": _tool_call, "context": _context, "final": _final,
}  # fmt: skip
