"""An effect: one attempt to do what an approval allows, as a row beside it (`EFFECT#001`, `EFFECT#002`, …)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from greenlight import keys
from greenlight.approvals.records import as_text
from greenlight.items import Item
from greenlight.keys import Keys
from greenlight.threads.records import utc

Status = Literal["prepared", "dispatched", "confirmed", "failed", "not_sent", "unknown", "needs_person"]
SETTLED = frozenset({"confirmed", "failed", "not_sent", "needs_person"})


@dataclass(frozen=True, slots=True)
class Effect:
    """`key` is our own name for it at the destination, `by` whose invocation holds it, until `lease_until` (epoch).

    `rehearsed` was never meant to leave; `abandoned` is one whose sender ended before it began to send, of which
    nobody was told. `due_at` (epoch, 0: never) is when the reconciler looks; `lookups` counts its questions.
    """

    tenant_id: str
    approval_id: str
    attempt: int
    status: Status
    tool: str
    key: str
    digest: str
    exact_sha256: str
    target: str
    by: str
    lease_until: int
    due_at: int = 0
    user_id: str = ""
    agent_id: str = ""
    correlation_id: str = ""
    deliverable_id: str = ""
    goal_run_id: str = ""
    revision: int = 1
    prepared_at: str = ""
    dispatched_at: str = ""
    settled_at: str = ""
    reconciled_at: str = ""
    rehearsed: bool = False
    abandoned: bool = False
    lookups: int = 0
    staged: str = ""
    result: Mapping[str, Any] | None = None
    detail: str = ""
    entries: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED


def to_item(effect: Effect) -> Item:
    """Without its key; what is empty is left out, and only an unsettled one stands in the reconciler's index."""
    item = {one.name: getattr(effect, one.name) for one in fields(effect)}
    item |= {"entries": list(effect.entries), "result": as_text(effect.result) if effect.result else ""}
    if effect.due_at:
        item |= {"gsi2pk": keys.due(effect.approval_id), "gsi2sk": utc(effect.due_at)}
    return {name: value for name, value in item.items() if value not in ("", False, [])}


def with_key(effect: Effect) -> Item:
    return {**Keys(effect.tenant_id).effect(effect.approval_id, effect.attempt), **to_item(effect)}


def from_item(item: Item) -> Effect:
    known = {one.name: item[one.name] for one in fields(Effect) if one.name in item}
    if "result" in known:
        known["result"] = json.loads(known["result"])
    return Effect(**known | {"entries": tuple(known.get("entries", ()))})


def view(effect: Effect) -> dict[str, Any]:
    """What whoever had it executed is told."""
    told = {"status": effect.status, "attempt": effect.attempt, "detail": effect.detail}
    told |= {"rehearsed": True} if effect.rehearsed else {}
    return told | ({"result": effect.result} if effect.result is not None else {})
