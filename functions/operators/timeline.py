"""One timeline: what is kept in five places under one correlation id, put in the order in which it happened.

Audit entries come first and name what they are about; of approvals, deliverables and goal runs among those, their own
steps are added, so that a refusal is read beside the approval that was missing.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from greenlight import denials
from greenlight.approvals.records import from_item as approval_from
from greenlight.declare import AGENTS, APPROVALS, LEDGER
from greenlight.errors import NotFound
from greenlight.items import Item, Items
from greenlight.keys import Keys

Moment = dict[str, Any]
MOST = 500  # entries and subjects of one answer
SOURCES = {
    "approval": "approval",
    "effect": "effect",
    "run": "run",
    "goal_run": "run",
    "deliverable": "deliverable",
}


def timeline(tenant_id: str, correlation_id: str) -> dict[str, Any]:
    """`{correlation_id, items, related}`. Raises NotFound where nothing is kept under it."""
    keys = Keys(tenant_id)
    entries = list(_first(Items(LEDGER).every(keys.audit_of(correlation_id), index=1)))
    refused, _ = denials.page(tenant_id, correlation_id=correlation_id, limit=100)
    found = [*map(_of_entry, entries), *map(_of_denial, refused)]
    if not found:
        raise NotFound("Nothing is kept under that correlation id.")
    related: set[str] = set()
    for subject in sorted({one["subject"] for one in found})[:MOST]:
        steps, cause = _of_subject(keys, subject)
        found += steps
        related |= cause
    ordered = sorted(_unique(found), key=lambda one: (one["at"], one["source"]))
    return {
        "correlation_id": correlation_id,
        "items": ordered,
        "related": sorted(related - {correlation_id, ""}),
    }


def _of_entry(item: Item) -> Moment:
    """A change that a person's request made is the API's; what the platform did is told by its own kind."""
    kind = SOURCES.get(item["what"].partition(".")[0], "audit")
    source = "api" if item["actor"].startswith("user:") else kind
    detail = json.loads(item.get("details") or "{}")
    return _moment(item["at"], source, item["what"], item["actor"], item["subject"], detail)


def _of_denial(item: Mapping[str, Any]) -> Moment:
    detail = {name: item[name] for name in ("rule", "detail", "stage", "tool", "denial_id")}
    return _moment(item["at"], "denial", f"denied.{item['rule']}", item["actor"], item["subject"], detail)


def _of_subject(keys: Keys, subject: str) -> tuple[list[Moment], set[str]]:
    """The steps of one thing, and the correlation ids it came about under."""
    if subject.startswith("dlv_"):
        return _deliverable(keys, subject)
    if subject.startswith("apr_"):
        return _approval(keys, subject)
    if subject.startswith("grn_"):
        return _goal_run(keys, subject)
    return [], set()


def _deliverable(keys: Keys, deliverable_id: str) -> tuple[list[Moment], set[str]]:
    item = Items(AGENTS).get(keys.deliverable(deliverable_id))
    if not item:
        return [], set()
    steps = [
        _moment(
            step["at"], "deliverable", f"deliverable.{step['to']}", step["actor"], deliverable_id,
            {"from": step["from"], "reason": step["reason"]},
        )
        for step in item.get("history", [])
    ]  # fmt: skip
    approved, cause = _approval(keys, item["approval_id"]) if item.get("approval_id") else ([], set())
    drafted, _ = _goal_run(keys, item["goal_run_id"])
    return steps + approved + drafted, cause | {item["correlation_id"]}


def _approval(keys: Keys, approval_id: str) -> tuple[list[Moment], set[str]]:
    rows = list(Items(APPROVALS).every(keys.approval(approval_id)["pk"]))
    record = next((approval_from(row) for row in rows if row["sk"] == "META"), None)
    if record is None:
        return [], set()
    about = {"tool": record.tool, "digest": record.digest, "status": record.status, "target": record.target}
    steps = [
        _moment(
            record.created_at, "approval", "approval.asked", f"agent:{record.agent_id}", approval_id, about
        )
    ]
    if record.decided_at:
        by = f"user:{record.decided_by}" if record.decided_by.startswith("usr_") else record.decided_by
        decided = {**about, "note": record.note, "from": dict(record.decided_from)}
        steps.append(
            _moment(record.decided_at, "approval", f"approval.{record.status}", by, approval_id, decided)
        )
    for row in rows:
        if row["sk"].startswith("EFFECT#"):
            steps += _effect(row)
    return steps, {record.correlation_id}


def _effect(row: Item) -> list[Moment]:
    about = {"attempt": row["attempt"], "key": row["key"], "exact_sha256": row["exact_sha256"]}
    moments = {"prepared": row.get("prepared_at"), "dispatched": row.get("dispatched_at")}
    if row.get("settled_at"):
        moments[row["status"]] = row["settled_at"]
    return [
        _moment(at, "effect", f"effect.{status}", "platform:effects", row["approval_id"],
                {**about, "detail": row.get("detail", "")})
        for status, at in moments.items()
        if at
    ]  # fmt: skip


def _goal_run(keys: Keys, goal_run_id: str) -> tuple[list[Moment], set[str]]:
    item = Items(AGENTS).get(keys.goal_run(goal_run_id))
    if not item or not item.get("started_at"):
        return [], set()
    about = {"goal_id": item["goal_id"], "trigger": item["trigger"], "slot": item.get("slot", "")}
    steps = [_moment(item["started_at"], "run", "goal_run.started", "platform", goal_run_id, about)]
    if item.get("finished_at"):
        ended = {"counts": item.get("counts", {}), "detail": item.get("detail", "")}
        what = f"goal_run.{item['status']}"
        steps.append(_moment(item["finished_at"], "run", what, "platform", goal_run_id, ended))
    return steps, {item["correlation_id"]}


def _moment(at: str, source: str, what: str, actor: str, subject: str, detail: Any) -> Moment:
    return {"at": at, "source": source, "what": what, "actor": actor, "subject": subject, "detail": detail}


def _unique(found: list[Moment]) -> list[Moment]:
    """A step may be told by its entry and by the row: the row's is dropped where time and words are the same."""
    seen: dict[tuple[str, str, str], Moment] = {}
    for one in found:
        seen.setdefault((one["at"], one["what"], one["subject"]), one)
    return list(seen.values())


def _first(entries: Iterator[Item]) -> Iterator[Item]:
    for _, item in zip(range(MOST), entries, strict=False):
        yield item
