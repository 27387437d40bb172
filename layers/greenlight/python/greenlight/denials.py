"""Denials: what a gate refused, by which rule, to whom and why; beside the audit trail, for those who look into it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from . import audit
from .declare import LEDGER
from .items import Items, Write, commit
from .keys import Keys, new_id
from .threads.records import utc

MOST_DETAIL = 500  # characters


@dataclass(frozen=True, slots=True)
class Denial:
    """`actor` such as `agent:agt_…` or `user:usr_…`; `stage` is call, draft, approval, send or route; `subject` what
    was asked for, by its id."""

    rule: str
    detail: str
    actor: str
    stage: str
    subject: str
    correlation_id: str
    tool: str = ""
    agent_id: str = ""
    user_id: str = ""


def denying(tenant_id: str, denial: Denial) -> tuple[str, list[Write]]:
    """The denial's id, and the writes that keep it with its audit entry."""
    denial_id = new_id("den")
    said = asdict(denial) | {
        "denial_id": denial_id, "detail": denial.detail[:MOST_DETAIL], "at": utc(),
    }  # fmt: skip
    entry_id, entry = audit.entry(
        tenant_id, "action.denied", actor=denial.actor, subject=denial.subject,
        correlation_id=denial.correlation_id, agent_id=denial.agent_id, details=said,
    )  # fmt: skip
    keys = Keys(tenant_id)
    index = {"gsi1pk": keys.denied(denial.correlation_id), "gsi1sk": denial_id}
    item = {**keys.denial(denial_id), **said, **index, "entries": [entry_id]}
    return denial_id, [Items(LEDGER).putting(item, condition="attribute_not_exists(pk)"), entry]


def store(tenant_id: str, denial: Denial) -> str:
    """The same, at once; the denial's id."""
    denial_id, writes = denying(tenant_id, denial)
    commit(writes)
    return denial_id


def page(
    tenant_id: str, *, correlation_id: str = "", limit: int = 20, cursor: str | None = None
) -> tuple[list[Mapping[str, Any]], str | None]:
    """Newest first; of one correlation id, or all of the tenant's."""
    keys = Keys(tenant_id)
    if correlation_id:
        found = Items(LEDGER).query(
            keys.denied(correlation_id), index=1, limit=limit, cursor=cursor, descending=True
        )
    else:
        pk = keys.denial("any")["pk"]
        found = Items(LEDGER).query(pk, begins="DENIAL#", limit=limit, cursor=cursor, descending=True)
    return [
        {name: value for name, value in item.items() if name in SHOWN} for item in found.items
    ], found.next


SHOWN = frozenset({
    "denial_id", "rule", "detail", "actor", "stage", "subject", "tool", "agent_id", "user_id", "correlation_id", "at",
    "entries",
})  # fmt: skip
