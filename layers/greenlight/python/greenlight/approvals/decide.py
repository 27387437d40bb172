"""Decide: REST, socket and link come to this one function; one conditional write, and only then is anybody woken."""

import time
from collections.abc import Callable
from typing import Any

from greenlight.actions import check_arguments, described
from greenlight.caller import Caller
from greenlight.errors import Conflict, Gone, Invalid
from greenlight.items import ConditionFailed, commit
from greenlight.secret_places import complaint
from greenlight.threads.records import utc

from . import judge, tokens, topic
from .changes import closing, vote, voting
from .digests import action_digest, sha256
from .exact import exact_of
from .judge import Decision, Door
from .records import MOST_STORED, VERDICTS, Record, as_text
from .store import ATTEMPTS, Approvals

Clock = Callable[[], float]
MAX_EDIT = 64 * 1024  # bytes


def decide(
    caller: Caller, approval_id: str, decision: Decision, door: Door, *, clock: Clock = time.time
) -> tuple[Record, bool]:
    """The approval as it then stands, and whether this verdict stood there before.

    Raises NotFound (also for another's), Denied (rule approver, fresh_login), Invalid, Stale (digest), Conflict
    (another verdict stands), Gone (expired, revoked, cancelled).
    """
    record, replayed = judged(caller, approval_id, decision, door, clock)
    topic.tell(record)
    if not record.is_open and not tokens.complete(record.tenant_id, record.approval_id):
        Approvals(record.tenant_id, clock).due_now(approval_id)
    return record, replayed


def judged(
    caller: Caller, approval_id: str, decision: Decision, door: Door, clock: Clock = time.time
) -> tuple[Record, bool]:
    """The verdict in the table, and nothing else."""
    approvals = Approvals(caller.tenant_id, clock)
    for _ in range(ATTEMPTS):
        record = approvals.seen_by(caller, approval_id)
        if not record.is_open:
            judge.settled_already(record, decision)
            return record, True
        if record.expires_at <= clock():
            approvals.expire(approval_id)
            raise Gone("The time for this is over; nothing was done.", status_now="expired")
        judge.check(record, caller, decision, clock(), door)
        try:
            commit(_writes(record, caller, decision, door, clock()))
        except ConditionFailed as failed:
            if "user_id" in failed.item and "approval_id" not in failed.item:  # his own vote stands there
                return approvals.get(approval_id), True
            continue
        return approvals.get(approval_id), False
    raise Conflict("Too many people decide at once: try again.", retry_after=1)


def _writes(record: Record, caller: Caller, decision: Decision, door: Door, now: float) -> list[Any]:
    fields = {
        "note": decision.note, "decided_by": caller.user_id, "decided_at": utc(now),
        "decided_from": {"door": door.name, "address": door.address},
    }  # fmt: skip
    if decision.verdict == "edit":
        fields |= _edited(record, caller, dict(decision.arguments or {}))
    yes = decision.verdict in {"approve", "edit"}
    counted = 0 if decision.verdict == "edit" else record.votes  # a change is agreed to anew by everybody
    if yes and counted + 1 < record.people:
        return voting(record, caller.user_id, fields | {"votes": counted + 1}, now)
    status = "edited" if yes and (record.edit or "edit" in fields) else VERDICTS[decision.verdict]
    writes = closing(record, status, f"user:{caller.user_id}", fields | {"votes": counted + 1}, now)
    if yes and record.people > 1:  # one no is enough, also from somebody whose yes was counted before
        return [*writes, vote(record, caller.user_id, record.digest)]
    return writes


def _edited(record: Record, caller: Caller, arguments: dict[str, Any]) -> dict[str, Any]:
    """The action with these arguments: checked like the model's own, and bound anew. A secret is not even stored."""
    if problem := complaint(arguments):
        raise Invalid(problem)
    if record.kind == "final":
        if (
            set(arguments) != {"text"}
            or not isinstance(arguments["text"], str)
            or not arguments["text"].strip()
        ):
            raise Invalid("An answer is edited as `arguments: {text}`.")
        exact_text, target = arguments["text"], record.target
    else:
        check_arguments(record.tool, described(record.tool)["parameters"], arguments)
        exact = exact_of(record.approval_id, record.tool, record.effect, arguments)
        exact_text, target = exact.text, exact.target
    if len(exact_text.encode()) > MAX_EDIT or len(as_text(arguments).encode()) > MOST_STORED:
        raise Invalid(f"An edit has at most {MAX_EDIT // 1024} KB.")
    bound = {**record.bound, "target": target}
    diff = judge.differences(record.arguments, arguments)
    return {
        "arguments": arguments, "bound": bound, "digest": action_digest(bound, arguments),
        "exact": exact_text, "exact_sha256": sha256(exact_text), "target": target,
        "edit": {"by": caller.user_id, "diff": diff, "before_digest": record.digest},
    }  # fmt: skip
