"""A deliverable as it is stored, and as people and programs get to see it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from greenlight.approvals.records import as_text, moment
from greenlight.items import Item

Kind = Literal["post", "trade", "report"]
Status = Literal[
    "draft", "pending_review", "approved", "rejected", "revising", "acknowledged", "scheduled", "executed", "failed",
    "needs_person", "expired",
]  # fmt: skip
SETTLED = frozenset({"rejected", "acknowledged", "executed", "failed", "needs_person", "expired"})
GOOD = frozenset({"approved", "scheduled"})  # a person said yes, and nothing has come of it yet
_TEXTS = ("arguments", "content", "effect")  # JSON texts in the table: numbers stay as they were written


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One post, trade action or report. Times ending in `_at` are epoch seconds UTC where they are numbers, 0 for none.

    `arguments` are those of `tool` in the newest version, `content` what a person reads beside them. `digest` is the
    one that its approval binds; `effect` what came of it outside.
    """

    deliverable_id: str
    tenant_id: str
    user_id: str
    agent_id: str
    goal_id: str
    goal_run_id: str
    kind: Kind
    title: str
    status: Status
    arguments: Mapping[str, Any]
    correlation_id: str
    agent_type_id: str = ""
    type_version: int = 1
    goal_template_id: str = ""
    group_id: str = ""
    platform: str = ""
    tool: str = ""
    verb: str = ""
    version: int = 1
    content: Mapping[str, Any] = field(default_factory=dict)
    suggested_at: int = 0
    scheduled_at: int = 0
    digest: str = ""
    approval_id: str = ""
    expires_at: int = 0
    author: str = "agent"
    note: str = ""
    rounds: int = 0
    effect: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Mapping[str, Any]] = ()
    history: Sequence[Mapping[str, Any]] = ()
    revision: int = 1
    created_at: str = ""
    updated_at: str = ""

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED

    @property
    def credential_ref(self) -> str:
        return str(self.arguments.get("credential_ref", ""))


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `author` is `agent` or the person who edited."""

    version: int
    arguments: Mapping[str, Any]
    content: Mapping[str, Any]
    suggested_at: int
    author: str
    note: str
    created_at: str


def from_item(item: Item) -> Deliverable:
    return Deliverable(**_known(item, Deliverable))


def version_from(item: Item) -> Version:
    return Version(**_known(item, Version))


def to_item(fields: Mapping[str, Any]) -> Item:
    """The fields as they are stored, without a key."""
    return {name: as_text(value) if name in _TEXTS else value for name, value in fields.items()}


def view(one: Deliverable) -> dict[str, Any]:
    """What its people may see: everything but whose it is."""
    shown = {name: getattr(one, name) for name in Deliverable.__dataclass_fields__ if name != "tenant_id"}
    times = {name: moment(shown[name]) if shown[name] else None for name in _MOMENTS}
    return shown | times | {"problems": list(one.problems), "history": list(one.history)}


_MOMENTS = ("suggested_at", "scheduled_at", "expires_at")


def _known(item: Item, model: type[Any]) -> dict[str, Any]:
    known = {name: item[name] for name in model.__dataclass_fields__ if name in item}
    for name in _TEXTS:
        if name in known:
            known[name] = json.loads(known[name] or "{}")
    return known
