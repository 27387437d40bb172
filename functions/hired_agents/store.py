"""A hired agent's row: found for its owner alone, changed on the revision that was read, with an audit entry."""

from collections.abc import Mapping
from typing import Any

from greenlight import audit
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.errors import Gone, NotFound, Stale
from greenlight.items import ConditionFailed, Item, Items, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc

MISSING = "There is no such agent."
KEPT_ENTRIES = 50  # ids of audit entries that the row names; older ones are sealed long since


def get(caller: Caller, agent_id: str) -> Item:
    """Raises NotFound, the same for another user's."""
    try:
        found = Items(AGENTS).get(Keys(caller.tenant_id).agent(caller.user_id, agent_id))
    except ValueError:
        found = None
    if not found:
        raise NotFound(MISSING)
    return found


def changeable(caller: Caller, agent_id: str, insisted: int | None) -> Item:
    """Raises NotFound, Gone for one whose subscription has ended, Stale if If-Match names another revision."""
    found = get(caller, agent_id)
    if found["status"] == "disabled":
        raise Gone("This agent's subscription has ended; hire it again to go on.")
    if insisted not in {None, found.get("revision", 1)}:
        raise Stale("The agent was changed meanwhile: read it again.")
    return found


def change(
    caller: Caller, found: Item, what: str, said: Mapping[str, Any], details: Mapping[str, Any]
) -> Item:
    """The row with these fields set. Raises Stale if somebody changed it since it was read."""
    entry_id, entry = audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=found["agent_id"],
        correlation_id=caller.correlation_id, agent_id=found["agent_id"],
        details={"user_id": caller.user_id, **details},
    )  # fmt: skip
    revision = found.get("revision", 1)
    kept = [*found.get("entries", ())[1 - KEPT_ENTRIES :], entry_id]
    fields = {**said, "updated_at": utc(), "revision": revision + 1, "entries": kept}
    unchanged = {":seen": revision, ":was": found["status"]}
    update = Items(AGENTS).updating(
        {"pk": found["pk"], "sk": found["sk"]},
        "SET " + ", ".join(f"#{name} = :{name}" for name in fields),
        condition="#revision = :seen AND #status = :was",
        values={f":{name}": value for name, value in fields.items()} | unchanged,
        names={f"#{name}": name for name in (*fields, "status")},
    )
    try:
        commit([update, entry])
    except ConditionFailed:
        raise Stale("The agent was changed meanwhile: read it again.") from None
    return {**found, **fields}
