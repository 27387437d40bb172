"""What a verdict or an effect makes of a deliverable, as writes of that very transaction: one never says yes while
the other still waits."""

from collections.abc import Mapping
from typing import Any

from greenlight import outbox
from greenlight.approvals.records import Record
from greenlight.writes import Write

from .changes import edited, history_step, settling_one, stepping

__all__ = ["deciding", "effected", "of_effect", "schedule", "settling_one"]

OF_VERDICT: Mapping[str, str] = {
    "approved": "approved", "edited": "approved", "denied": "rejected", "revised": "revising",
    "acknowledged": "acknowledged", "expired": "expired", "revoked": "rejected", "cancelled": "rejected",
}  # fmt: skip
OF_EFFECT: Mapping[str, str] = {"confirmed": "executed", "failed": "failed", "needs_person": "needs_person"}
SOON = 60  # seconds: what is suggested for sooner than that is carried out when somebody says so


def deciding(record: Record, status: str, actor: str, fields: Mapping[str, Any], now: float) -> list[Write]:
    """The deliverable of this approval after its verdict, or after its end without one. Empty for other approvals."""
    if not record.deliverable_id:
        return []
    to = OF_VERDICT[status]
    suggested = int(record.bound.get("suggested_at", 0))
    changes: dict[str, Any] = {"note": fields.get("note", "")}
    more: list[Write] = []
    if to == "approved":
        changes["digest"] = fields.get("digest", record.digest)
        if now + SOON < suggested < record.expires_at:
            to, changes["scheduled_at"] = "scheduled", suggested
            more.append(schedule(record.tenant_id, record.deliverable_id))
    arguments = fields.get("arguments") or (record.arguments if record.edit else None)
    if status == "edited" and arguments is not None:
        changes |= {
            "arguments": arguments,
            "version": record.version + 1,
            "author": (fields.get("edit") or record.edit)["by"],
        }
        one = {
            "tenant_id": record.tenant_id, "deliverable_id": record.deliverable_id, "suggested_at": suggested,
        }  # fmt: skip
        more.append(edited(one, record.version + 1, arguments, changes["author"], changes["note"]))
    before = "approved" if record.allows else "pending_review"
    step = history_step(before, to, actor, changes["note"], record.correlation_id)
    moved = stepping(
        record.tenant_id, record.deliverable_id, {**changes, "status": to}, step, "approval_id = :approval",
        {":approval": record.approval_id},
    )  # fmt: skip
    if record.allows:  # taken back: a schedule of it goes
        more.append(schedule(record.tenant_id, record.deliverable_id))
    return [moved, *settling_one(record.tenant_id, record.run_id, to), *more]


def of_effect(effect: Mapping[str, Any]) -> str:
    """The status that a settled effect gives its deliverable; empty where it was surely not sent, and stays as it is.

    A rehearsal has come to its end, though nothing was sent: the effect says so.
    """
    return "executed" if effect.get("rehearsed") else OF_EFFECT.get(effect["status"], "")


def effected(
    tenant_id: str, deliverable_id: str, goal_run_id: str, effect: Mapping[str, Any], correlation_id: str
) -> list[Write]:
    """The deliverable after its effect was settled: `effect` is `{status, attempt, detail, …}`. One that was surely
    not sent stays as it was, and says so."""
    to = of_effect(effect)
    step = history_step("", to or "not_sent", "platform:effects", effect.get("detail", ""), correlation_id)
    changes: dict[str, Any] = {"effect": effect} | ({"status": to} if to else {})
    moved = stepping(tenant_id, deliverable_id, changes, step, "attribute_exists(pk)", {})
    return [moved, *settling_one(tenant_id, goal_run_id, to)]


def schedule(tenant_id: str, deliverable_id: str) -> Write:
    """Has its one-time schedule made equal to what the row says then."""
    return outbox.row(tenant_id, "schedule", {"deliverable_id": deliverable_id})
