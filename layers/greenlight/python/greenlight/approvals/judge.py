"""Who may see and decide an approval, and what a verdict makes of it: pure rules, without clock or table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from greenlight.caller import Caller
from greenlight.errors import Conflict, Denied, Gone, Invalid, Stale

from .records import UNDONE, VERDICTS, Record

MONEY = frozenset({"place_order", "close_position"})
FRESH = 300  # seconds since the approver last proved himself
SOON, LATER, DAILY = 60, 3600, 86400  # seconds: the three waits of the machine on AWS
SLACK = 60  # seconds
MAX_NOTE = 4000  # characters
Tier = Literal["soon", "later", "daily"]
# A context is shown, not rewritten (a note may be added); words back and versions are for what an agent wrote.
FITTING: Mapping[str, frozenset[str]] = {
    "tool_call": frozenset({"approve", "edit", "deny", "respond", "revise"}),
    "context": frozenset({"approve", "deny"}),
    "final": frozenset({"approve", "edit", "deny", "respond", "revise"}),
    "deliverable": frozenset({"approve", "edit", "deny", "revise"}),
    "report": frozenset({"acknowledge"}),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on what the approver saw: `digest` names it. `arguments` belong to an edit, `note` to any verdict."""

    verdict: str
    digest: str
    note: str = ""
    arguments: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Where a verdict came from: `rest`, `socket` or `link`; `address` as the gateway saw it."""

    name: Literal["rest", "socket", "link"]
    address: str = ""


def may_see(record: Record, caller: Caller) -> bool:
    """Its owner, whom it is assigned to, and the operators of the tenant."""
    mine = record.tenant_id == caller.tenant_id
    return mine and (record.user_id == caller.user_id or _assigned(record, caller) or caller.may("operator"))


def may_decide(record: Record, caller: Caller) -> bool:
    """A person, never a program or an agent's run; an operator never on money alone (contracts §2)."""
    if caller.agent_id or caller.run_id or record.tenant_id != caller.tenant_id:
        return False
    if record.user_id == caller.user_id and caller.may("customer"):
        return True
    if caller.may("approver") and _assigned(record, caller):
        return True
    return (
        caller.may("operator")
        and "role.operator" in record.assignees
        and (record.verb not in MONEY or record.people > 1)
    )


def _assigned(record: Record, caller: Caller) -> bool:
    roles = {f"role.{role}" for role in caller.roles}
    return caller.user_id in record.assignees or not roles.isdisjoint(record.assignees)


def check(record: Record, caller: Caller, decision: Decision, now: float, door: Door) -> None:
    """Raises the refusal that stands in the way of this verdict by this person, if one does."""
    if not may_decide(record, caller):
        raise Denied("You are not asked to decide on this.", rule="approver")
    if decision.verdict not in VERDICTS:
        raise Invalid(f"`verdict` is one of {', '.join(VERDICTS)}.", problems=[_at("/verdict", "is unknown")])
    if decision.verdict not in FITTING[record.kind]:
        fitting = ", ".join(sorted(FITTING[record.kind]))
        raise Invalid(f"This can be answered with {fitting}.", problems=[_at("/verdict", "does not fit")])
    if len(decision.note) > MAX_NOTE:
        raise Invalid(f"A note has at most {MAX_NOTE} characters.", problems=[_at("/note", "is too long")])
    if record.fresh_login and not _fresh(caller, now, door):
        raise Denied("This needs a fresh sign-in: sign in again, then decide.", rule="fresh_login")
    if decision.verdict == "edit" and decision.arguments is None:
        raise Invalid("An edit needs `arguments`.", problems=[_at("/arguments", "is missing")])
    if decision.digest != record.digest:
        raise Stale("This is not what stands there now: read it again, then decide.", digest=record.digest)


def settled_already(record: Record, decision: Decision) -> None:
    """Passes if this very verdict stands already. Raises Gone for a closed one, Conflict for another verdict."""
    if record.status in UNDONE:
        raise Gone(f"This was {record.status}; nothing more can be decided.", status_now=record.status)
    same = VERDICTS.get(decision.verdict) == record.status
    edited = record.status == "edited" and decision.arguments not in (None, record.arguments)
    if not same or edited:
        raise Conflict(f"This was {record.status} already.", status_now=record.status)


def _fresh(caller: Caller, now: float, door: Door) -> bool:
    return door.name != "link" and now - FRESH <= caller.signed_in_at <= now + 30


def _at(pointer: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "detail": detail}


def next_due(record: Record) -> int:
    """The next moment at which the clock has something to do, in epoch seconds."""
    return min(at for at in (record.remind_at, record.escalate_at, record.expires_at) if at)


def tier(seconds: float) -> Tier:
    """The longest wait that oversleeps by no more than `SLACK`; a machine's timeouts are literals, so there are three.

    Without the slack, what is due in a day less a blink would be looked at each hour.
    """
    if seconds >= DAILY - SLACK:
        return "daily"
    return "later" if seconds >= LATER - SLACK else "soon"


def differences(before: Any, after: Any, at: str = "") -> list[dict[str, Any]]:
    """What an edit changed, by JSON pointer: `{op: add|remove|replace, path, from?, value?}` (RFC 6902 with the old
    value beside the new). Lists are compared whole."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        found: list[dict[str, Any]] = []
        for name in sorted(before.keys() | after.keys()):
            path = f"{at}/{name.replace('~', '~0').replace('/', '~1')}"
            if name not in after:
                found.append({"op": "remove", "path": path, "from": before[name]})
            elif name not in before:
                found.append({"op": "add", "path": path, "value": after[name]})
            else:
                found += differences(before[name], after[name], path)
        return found
    return [] if before == after else [{"op": "replace", "path": at, "from": before, "value": after}]
