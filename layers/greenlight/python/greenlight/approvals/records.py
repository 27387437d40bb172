"""What an approval is: the record as it is stored, and as people and programs get to see it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from greenlight.agui import Event
from greenlight.items import Item

Kind = Literal["tool_call", "context", "final", "deliverable", "report"]
ALLOWS = frozenset({"approved", "edited"})
UNDONE = frozenset({"expired", "revoked", "cancelled"})
VERDICTS: Mapping[str, str] = {
    "approve": "approved", "edit": "edited", "deny": "denied", "respond": "responded", "revise": "revised",
    "acknowledge": "acknowledged",
}  # fmt: skip
# Bytes of arguments as JSON, where a control character takes six: with their exact text, the difference that an edit
# made and the outcome they stay within the 400 KB of a table's item.
MOST_STORED = 96 * 1024
_TEXTS = ("arguments", "bound", "outcome")  # JSON texts in the table: numbers stay as they were written


@dataclass(frozen=True, slots=True)
class Record:
    """One approval. `expires_at`, `remind_at` and `escalate_at` in epoch seconds UTC; 0 where nothing is due.

    `exact` is the very text that will go out (or the canonical arguments, for a change to the user's own data);
    For a deliverable, `version` is the one that is decided on and `run_id` its goal run.
    `outcome` is empty until the action was carried out or given up; `reservation` names what the budget holds for it.
    """

    approval_id: str
    tenant_id: str
    user_id: str
    agent_id: str
    tool: str
    effect: str
    arguments: Mapping[str, Any]
    bound: Mapping[str, Any]
    digest: str
    status: str
    expires_at: int
    revision: int
    agent_name: str = ""
    kind: Kind = "tool_call"
    thread_id: str = ""
    run_id: str = ""
    leg: int = 0
    call_id: str = ""
    correlation_id: str = ""
    verb: str = ""
    risk: str = "low"
    title: str = ""
    exact: str = ""
    exact_sha256: str = ""
    target: str = ""
    mode: str = "live"
    policy: Mapping[str, Any] = field(default_factory=dict)
    created_at: str = ""
    remind_at: int = 0
    escalate_at: int = 0
    always_ask: bool = False
    assignees: tuple[str, ...] = ()
    people: int = 1
    fresh_login: bool = False
    votes: int = 0
    standing_id: str = ""
    reservation: str = ""
    decided_by: str = ""
    decided_at: str = ""
    decided_from: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    edit: Mapping[str, Any] = field(default_factory=dict)
    consumed_at: str = ""
    attempts: int = 0
    outcome: Mapping[str, Any] = field(default_factory=dict)
    settled_at: str = ""
    needs_person: str = ""
    execution: str = ""
    generation: int = 1
    entries: tuple[str, ...] = ()
    deliverable_id: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.status == "pending"

    @property
    def allows(self) -> bool:
        return self.status in ALLOWS

    @property
    def is_rehearsal(self) -> bool:
        """Whether a yes changes nothing, here or outside; what only looks is looked at in any mode."""
        return self.mode == "rehearse" and self.effect in {"write", "external"}


def from_item(item: Item) -> Record:
    known = {name: item[name] for name in Record.__dataclass_fields__ if name in item}
    for name in _TEXTS:
        known[name] = json.loads(known.get(name) or "{}")
    for name in ("assignees", "entries"):
        known[name] = tuple(known.get(name, ()))
    return Record(**known)


def to_item(fields: Mapping[str, Any]) -> Item:
    """The fields of a record as they are stored; the key is the caller's to add."""
    return {name: as_text(value) if name in _TEXTS else value for name, value in fields.items()}


def as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def view(record: Record) -> dict[str, Any]:
    """What its approvers may see: everything but the bookkeeping. Task tokens never stand in a record at all."""
    hidden = {"generation", "execution", "remind_at", "escalate_at", "tenant_id", "reservation"}
    shown = {name: getattr(record, name) for name in Record.__dataclass_fields__ if name not in hidden}
    return shown | {
        "assignees": list(record.assignees), "entries": list(record.entries),
        "expires_at": moment(record.expires_at), "plain_words": plain_words(record),
    }  # fmt: skip


def plain_words(record: Record) -> str:
    """What approving does, in a sentence for the person who is asked."""
    if record.kind == "context":
        return "The agent's model gets exactly this to read, with your note if you add one."
    if record.kind == "final":
        return "This answer is shown as it stands here, and not before."
    if record.kind == "report":
        return "You say that you have read this; nothing is done."
    if record.is_rehearsal:
        return "Rehearsal: approving sends nothing. You are shown exactly what would have been sent."
    if record.kind == "deliverable":
        return _later(record)
    if record.effect == "external":
        return "Approving sends exactly this, once."
    return (
        "Approving makes exactly this change, once."
        if record.effect == "write"
        else "Approving allows this look."
    )


def _later(record: Record) -> str:
    """Of a deliverable: a yes sends nothing by itself."""
    at = int(record.bound.get("suggested_at", 0))
    if at:
        return f"Approving has exactly this sent, once, at {moment(at)}, or earlier if its customer says so."
    return "Approving sends nothing yet: it lets exactly this be sent, once, when its customer says so."


def moment(epoch: int) -> str:
    """ISO 8601 in UTC."""
    return datetime.fromtimestamp(epoch, UTC).isoformat().replace("+00:00", "Z")


def interrupt(record: Record) -> Event:
    """AG-UI's interrupt: what an agent's leg ends with while a person is asked (contracts §4)."""
    return {
        "id": record.approval_id, "reason": "tool_call", "message": record.title, "toolCallId": record.call_id,
        "responseSchema": RESPONSE, "expiresAt": moment(record.expires_at),
        "metadata": {"digest": record.digest, "effect": record.effect, "kind": record.kind, "tool": record.tool},
    }  # fmt: skip


RESPONSE: Mapping[str, Any] = {
    "type": "object", "required": ["verdict", "digest"],
    "properties": {
        "verdict": {"enum": list(VERDICTS)}, "digest": {"type": "string"}, "note": {"type": "string"},
        "arguments": {"type": "object"},
    },
}  # fmt: skip
