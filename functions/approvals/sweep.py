"""No approval is forgotten: one whose state machine is gone gets a new execution, by way of the outbox."""

import time
from collections import Counter
from dataclasses import replace
from itertools import islice

from greenlight import aws
from greenlight.approvals.changes import LOOK_AGAIN, execution_name, start
from greenlight.approvals.judge import next_due
from greenlight.approvals.records import Record, from_item
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import ConditionFailed, Item, Items, commit
from greenlight.keys import SHARDS
from greenlight.threads.records import utc

from .cleanup import UNSETTLED

AT_ONCE = 50  # approvals per shard and sweep; the rest is due at the next one
LONGEST = 3600  # seconds between two looks at an approval that is well
MOST_DOUBLINGS = 6  # of the pause after an execution that failed: 64 minutes at last


def sweep() -> dict[str, int]:
    """Looks after every approval that is due; how many were `running`, started `anew`, or `settled` meanwhile."""
    due = [item for shard in range(SHARDS) for item in _due(shard)]
    found = Counter({"due": len(due)})
    for item in due:
        tenant_id, approval_id = item["pk"].removeprefix("TENANT#").split("#APPROVAL#")
        found[_look_after(Approvals(tenant_id), approval_id)] += 1
    return dict(found)


def _due(shard: int) -> list[Item]:
    """Effects share the index; whoever reconciles them looks after those."""
    due = Items(APPROVALS).every(f"DUE#{shard}", index=2, between=("0", utc()))
    return list(islice((item for item in due if item["sk"] == "META"), AT_ONCE))


def _look_after(approvals: Approvals, approval_id: str) -> str:
    """Puts the approval at the end of the line first: one that cannot be helped holds up no other at the next sweep."""
    try:
        record = _postpone(approvals, approval_id, LOOK_AGAIN)
        status = _status(record.execution)
        if status == "RUNNING":
            _postpone(approvals, approval_id, _patience(record))
            return "running"
        _start_anew(approvals, record, lost=not status)
    except ConditionFailed:
        return "settled"
    return "anew"


def _postpone(approvals: Approvals, approval_id: str, seconds: float) -> Record:
    """Raises ConditionFailed for one that is settled."""
    changed = Items(APPROVALS).update(
        approvals.keys.approval(approval_id), "SET gsi2sk = :due", condition=UNSETTLED,
        values={":due": utc(time.time() + seconds)},
    )  # fmt: skip
    return from_item(changed)


def _patience(record: Record) -> float:
    """A running machine wakes by itself when something is due; only if it does not, somebody has to look."""
    if not record.is_open:
        return LOOK_AGAIN
    return min(max(next_due(record) - time.time(), 0) + LOOK_AGAIN, LONGEST)


def _status(execution: str) -> str:
    """Of the execution of that name, empty if there is none."""
    states = aws.client("stepfunctions")
    try:
        found = states.describe_execution(executionArn=execution_arn(execution))
    except states.exceptions.ExecutionDoesNotExist:
        return ""
    return str(found["status"])


def execution_arn(execution: str) -> str:
    return f"{aws.setting('APPROVAL_MACHINE').replace(':stateMachine:', ':execution:')}:{execution}"


def _start_anew(approvals: Approvals, record: Record, *, lost: bool) -> None:
    """One that failed gets the next name, after a pause that doubles each time.

    One that nobody knows gets its own name again: should its start still be on its way, the two are one.
    """
    generation = record.generation + (not lost)
    doublings = min(generation - 1, MOST_DOUBLINGS)
    renewed = replace(record, generation=generation, execution=execution_name(record.approval_id, generation))
    now = time.time()
    renewing = Items(APPROVALS).updating(
        approvals.keys.approval(record.approval_id),
        "SET generation = :generation, execution = :execution, gsi2sk = :due",
        condition=f"{UNSETTLED} AND execution = :seen",
        values={":generation": generation, ":execution": renewed.execution, ":seen": record.execution,
                ":due": utc(now + LOOK_AGAIN * 2**doublings)},
    )  # fmt: skip
    commit([renewing, start(renewed, now)])
