"""The transactions of an approval: the record on its condition, its inboxes, its audit entry, its outbox rows."""

from collections.abc import Mapping
from typing import Any

from greenlight import audit, outbox
from greenlight import keys as due_keys
from greenlight.declare import APPROVALS
from greenlight.deliverables import follows
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.writes import Write

from .judge import next_due, tier
from .records import Record, from_item, to_item

LOOK_AGAIN = 60  # seconds after which the sweeper asks whether somebody still looks after it


def execution_name(approval_id: str, generation: int) -> str:
    """Of the Step Functions execution; AWS lets a name be used once in ninety days."""
    return f"{approval_id}-{generation}"


def start(record: Record, now: float) -> Write:
    """The outbox row that starts the machine for this record's generation."""
    body = {"machine": "approval", "name": record.execution, "input": {
        "tenant_id": record.tenant_id, "approval_id": record.approval_id, "execution": record.execution,
        "tier": tier(max(next_due(record) - now, 0)), "correlation_id": record.correlation_id,
    }}  # fmt: skip
    return outbox.row(record.tenant_id, "start", body)


def asking(fields: Mapping[str, Any], now: float) -> tuple[Record, list[Write]]:
    """A new approval, pending or (under a standing approval) decided already, with all that follows from it."""
    items, keys = Items(APPROVALS), Keys(fields["tenant_id"])
    item = to_item(fields) | {
        "execution": execution_name(fields["approval_id"], 1), "generation": 1, "revision": 1, "attempts": 0,
        "gsi2pk": due_keys.due(fields["approval_id"]), "gsi2sk": utc(now + LOOK_AGAIN),
    }  # fmt: skip
    record = from_item(item)
    entry_id, entry = _entry(record, "approval.asked", f"agent:{record.agent_id}", {"policy": record.policy})
    item["entries"] = [entry_id]
    writes = [
        items.putting({**keys.approval(record.approval_id), **item}, condition="attribute_not_exists(pk)"),
        *(
            items.putting({**keys.inbox(who, record.approval_id, open=record.is_open), **_pointer(record)})
            for who in record.assignees
        ),
        entry,
        _event(record, "greenlight.approval.asked.v1"),
    ]
    if record.is_open:
        writes.append(start(record, now))
        if record.kind == "tool_call":
            mail = {
                "template": "approval_asked",
                "approval_id": record.approval_id,
                "to": list(record.assignees),
            }
            writes.append(outbox.row(record.tenant_id, "mail", mail))
    return from_item(item), writes


def voting(record: Record, user_id: str, fields: Mapping[str, Any], now: float) -> list[Write]:
    """One of several verdicts: counted (`fields` say how many there are now), and the approval stays open."""
    entry_id, entry = _entry(record, "approval.voted", f"user:{user_id}", fields)
    return [
        _changing(record, fields, entry_id, now, due=now + LOOK_AGAIN),
        vote(record, user_id, fields.get("digest", record.digest)),
        entry,
    ]


def vote(record: Record, user_id: str, digest: str) -> Write:
    """A person has one vote on one digest; a second is refused by the table."""
    key = Keys(record.tenant_id).vote(record.approval_id, user_id)
    stored = {**key, "user_id": user_id, "digest": digest, "at": utc()}
    return Items(APPROVALS).putting(
        stored, condition="attribute_not_exists(pk) OR digest <> :digest", values={":digest": digest}
    )


def closing(record: Record, status: str, actor: str, fields: Mapping[str, Any], now: float) -> list[Write]:
    """From `pending` to a verdict, or to an end without one; the first to write it wins."""
    items, keys = Items(APPROVALS), Keys(record.tenant_id)
    changes = {**fields, "status": status}
    entry_id, entry = _entry(record, f"approval.{status}", actor, changes)
    moved = [
        write
        for who in record.assignees
        for write in (
            items.deleting(keys.inbox(who, record.approval_id, open=True)),
            items.putting({**keys.inbox(who, record.approval_id, open=False), **_pointer(record)}),
        )
    ]
    return [
        _changing(record, changes, entry_id, now, due=now + LOOK_AGAIN),
        *moved,
        entry,
        _event(record, "greenlight.approval.decided.v1", status=status),
        outbox.row(record.tenant_id, "task", {"approval_id": record.approval_id}),
        *follows.deciding(record, status, actor, changes, now),
    ]


def revoking(record: Record, status: str, actor: str, fields: Mapping[str, Any], now: float) -> list[Write]:
    """Takes a yes back while nothing has come of it: the consuming transaction asks for the same attributes."""
    changes = {**fields, "status": status}
    entry_id, entry = _entry(record, f"approval.{status}", actor, changes)
    return [
        _update(
            record, changes, entry_id,
            "#status IN (:approved, :edited) AND attempts = :none AND attribute_not_exists(settled_at)",
            {":approved": "approved", ":edited": "edited", ":none": 0},
        ),
        entry,
        _event(record, "greenlight.approval.decided.v1", status=status),
        *follows.deciding(record, status, actor, changes, now),
    ]  # fmt: skip


def _changing(record: Record, changes: Mapping[str, Any], entry_id: str, now: float, *, due: float) -> Write:
    """Only from pending, only what was seen, and only while the table's own clock still allows it."""
    still = "" if changes.get("status") in {"expired", "cancelled", "revoked"} else " AND expires_at > :now"
    return _update(
        record, {**changes, "gsi2sk": utc(due)}, entry_id,
        f"#status = :pending AND digest = :seen AND revision = :revision{still}",
        {":pending": "pending", ":seen": record.digest, ":revision": record.revision}
        | ({":now": int(now)} if still else {}),
    )  # fmt: skip


def _update(
    record: Record, changes: Mapping[str, Any], entry_id: str, condition: str, values: Mapping[str, Any]
) -> Write:
    stored = to_item(changes)
    names = {f"#set{n}": name for n, name in enumerate(stored)}
    sets = ", ".join(f"#set{n} = :set{n}" for n in range(len(stored)))
    return Items(APPROVALS).updating(
        Keys(record.tenant_id).approval(record.approval_id),
        f"SET {sets}, entries = list_append(entries, :entry), revision = revision + :one",
        condition=condition,
        values={**values, **{f":set{n}": value for n, value in enumerate(stored.values())},
                ":entry": [entry_id], ":one": 1},
        names=names | {"#status": "status"},
    )  # fmt: skip


def _entry(record: Record, what: str, actor: str, details: Mapping[str, Any]) -> tuple[str, Write]:
    told = {name: value for name, value in details.items() if name not in {"arguments", "exact", "bound"}}
    about = {"approval_id": record.approval_id, "user_id": record.user_id, "digest": record.digest,
             "tool": record.tool, "exact_sha256": record.exact_sha256}  # fmt: skip
    return audit.entry(
        record.tenant_id, what, actor=actor, subject=record.approval_id,
        correlation_id=record.correlation_id, agent_id=record.agent_id, details={**about, **told},
    )  # fmt: skip


def _event(record: Record, kind: str, **data: str) -> Write:
    about = {"approval_id": record.approval_id, "status": record.status, "digest": record.digest,
             "tool": record.tool, "correlation_id": record.correlation_id}  # fmt: skip
    return outbox.row(
        record.tenant_id, "event", {"type": kind, "subject": record.approval_id, "data": about | data}
    )


def _pointer(record: Record) -> dict[str, str]:
    return {"approval_id": record.approval_id, "agent_id": record.agent_id}
