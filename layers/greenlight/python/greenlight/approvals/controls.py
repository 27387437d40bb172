"""A tenant's controls: its kill switches and its own policy, one item that every gate reads afresh.

Kept in the table, so that a restart lifts nothing; read at the gate and checked once more by the very transaction
that consumes an approval (`consume.NOT_KILLED`), for which a switch that is not pulled has no attribute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import Stale
from greenlight.items import ConditionFailed, Item, Items, Write, commit
from greenlight.keys import Keys

KEPT_ENTRIES = 50  # ids of audit entries that the item names; older ones are sealed long since


@dataclass(frozen=True, slots=True)
class Controls:
    """Each switch holds its reason in words; an empty text, or an absent name, is a switch that is not pulled.

    `hosts` may be reached by reads; `additions` are Cedar texts `{name, cedar, agent_type_id}` that only forbid.
    `version` counts changes of the policy (an action is bound to it), `revision` those of the item; `entries` are the
    audit entries of the latest changes.
    """

    kill_tenant: str = ""
    kill_agents: Mapping[str, str] = field(default_factory=dict)
    kill_tools: Mapping[str, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    additions: tuple[Mapping[str, str], ...] = ()
    version: int = 0
    revision: int = 0
    entries: tuple[str, ...] = ()

    def killed(self, agent_id: str, tool: str) -> str:
        """Why nothing may happen now, or an empty text."""
        return self.kill_tenant or self.kill_agents.get(agent_id, "") or self.kill_tools.get(tool, "")


def from_item(item: Item | None) -> Controls:
    """A tenant that never set anything has no item, and nothing stopped."""
    known = {name: item[name] for name in Controls.__dataclass_fields__ if name in item} if item else {}
    for name in ("hosts", "additions", "entries"):
        known[name] = tuple(known.get(name, ()))
    return Controls(**known)


def load(tenant_id: str) -> Controls:
    return from_item(Items(APPROVALS).get(Keys(tenant_id).controls()))


def save(caller: Caller, wanted: Controls, entry: tuple[str, Write]) -> Controls:
    """Puts `wanted` in place of the very revision that it was made from, with its audit entry; as it stands then.

    Raises Stale if somebody else was faster.
    """
    stored = {name: getattr(wanted, name) for name in Controls.__dataclass_fields__}
    stored |= {"revision": wanted.revision + 1, "entries": [*wanted.entries[1 - KEPT_ENTRIES :], entry[0]]}
    if not wanted.kill_tenant:
        del stored["kill_tenant"]
    unchanged = "revision = :read" if wanted.revision else "attribute_not_exists(pk)"
    values: dict[str, Any] = {":read": wanted.revision} if wanted.revision else {}
    item = {**Keys(caller.tenant_id).controls(), **stored}
    try:
        commit([Items(APPROVALS).putting(item, condition=unchanged, values=values), entry[1]])
    except ConditionFailed:
        raise Stale("The controls were changed meanwhile: read them again, then decide.") from None
    return from_item(item)
