"""The clock of an approval: reminds, escalates and expires by the times in the table; the machine only wakes it."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from greenlight import audit, outbox
from greenlight.approvals import topic
from greenlight.approvals.judge import next_due, tier
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import ConditionFailed, Items, Write, commit

APPROVER = "role.approver"
Clock = Callable[[], float]


def look(event: Mapping[str, Any], now: Clock = time.time) -> dict[str, Any]:
    """Does what is due; answers with the machine's whole input anew, with `next` (wait, settle) and `tier` in it.

    Raises NotFound.
    """
    approvals = Approvals(event["tenant_id"], now)
    record = approvals.get(event["approval_id"])
    if not record.is_open:
        return {**event, "next": "settle"}
    if record.expires_at <= now():
        topic.tell(record := approvals.expire(record.approval_id))
    if record.is_open and 0 < record.remind_at <= now():
        record = _once(approvals, record, _reminding(record))
    if record.is_open and 0 < record.escalate_at <= now():
        topic.tell(record := _once(approvals, record, _escalating(record)))
    if not record.is_open:
        return {**event, "next": "settle"}
    return {**event, "next": "wait", "tier": tier(next_due(record) - now())}


def _once(approvals: Approvals, record: Record, writes: Sequence[Write]) -> Record:
    """The record afterwards; where another execution was faster, or a verdict came, it stands as that left it."""
    with suppress(ConditionFailed):
        commit(writes)
    return approvals.get(record.approval_id)


def _reminding(record: Record) -> list[Write]:
    """By mail only what was mailed before: the gates of audit mode are for whoever sits at the chat."""
    mailed = [_mail(record, "approval_reminder", record.assignees)] if record.kind == "tool_call" else []
    reminded = {":done": 0, ":seen": record.remind_at}
    return [_updating(record, "SET remind_at = :done", "remind_at = :seen", reminded), *mailed]


def _escalating(record: Record) -> list[Write]:
    """The role of approvers is asked as well, from now on."""
    assignees = [*record.assignees, *({APPROVER} - set(record.assignees))]
    details = {
        "approval_id": record.approval_id,
        "user_id": record.user_id,
        "digest": record.digest,
        "assignees": assignees,
    }
    entry_id, entry = audit.entry(
        record.tenant_id, "approval.escalated", actor="clock", subject=record.approval_id,
        correlation_id=record.correlation_id, agent_id=record.agent_id, details=details,
    )  # fmt: skip
    inbox = Approvals(record.tenant_id).keys.inbox(APPROVER, record.approval_id, open=True)
    return [
        _updating(  # with the revision: a verdict that has read fewer assignees must look again
            record,
            "SET escalate_at = :done, assignees = :all, revision = revision + :one, "
            "entries = list_append(entries, :entry)",
            "escalate_at = :seen AND revision = :revision",
            {":done": 0, ":all": assignees, ":one": 1, ":entry": [entry_id], ":seen": record.escalate_at,
             ":revision": record.revision},
        ),
        Items(APPROVALS).putting({**inbox, "approval_id": record.approval_id, "agent_id": record.agent_id}),
        entry,
        _mail(record, "approval_escalated", [APPROVER]),
    ]  # fmt: skip


def _updating(record: Record, expression: str, condition: str, values: Mapping[str, Any]) -> Write:
    return Items(APPROVALS).updating(
        Approvals(record.tenant_id).keys.approval(record.approval_id), expression,
        condition=f"#status = :pending AND {condition}", values={**values, ":pending": "pending"},
        names={"#status": "status"},
    )  # fmt: skip


def _mail(record: Record, template: str, to: Sequence[str]) -> Write:
    body = {"template": template, "approval_id": record.approval_id, "to": list(to)}
    return outbox.row(record.tenant_id, "mail", body)
