"""Drafts in their author's tenant, and the one transaction that makes a version of one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight import keys
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.errors import Conflict, NotFound, Stale
from greenlight.items import ConditionFailed, Item, Items, Write, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.type_records import published_items, text_of

KEPT_ENTRIES = 50  # ids of audit entries that a draft names; older ones are sealed long since


@dataclass(frozen=True, slots=True)
class Draft:
    """`definition` has no id and no version; revision 0 is a draft that nobody has written yet."""

    definition: Mapping[str, Any]
    revision: int
    updated_at: str = ""
    updated_by: str = ""
    entries: tuple[str, ...] = ()


def draft(tenant_id: str, agent_type_id: str) -> Draft:
    """As the table has it; revision 0 where there is none."""
    found = Items(AGENTS).get(Keys(tenant_id).type_draft(agent_type_id))
    return _draft(found) if found else Draft({}, 0)


def written(tenant_id: str, agent_type_id: str) -> Draft:
    """Raises NotFound where there is none."""
    found = draft(tenant_id, agent_type_id)
    if not found.revision:
        raise NotFound("There is no draft of this agent type.")
    return found


def drafts(tenant_id: str, limit: int, cursor: str | None) -> tuple[list[tuple[str, Draft]], str | None]:
    """One page of a tenant's, each with its type's id. Raises Invalid for a cursor of another list."""
    place = Keys(tenant_id).type_draft("any.v1")["pk"]
    page = Items(AGENTS).query(place, limit=limit, cursor=cursor)
    return [(item["agent_type_id"], _draft(item)) for item in page.items], page.next


def keep(
    caller: Caller, agent_type_id: str, definition: Mapping[str, Any], before: Draft, entry: tuple[str, Write]
) -> Draft:
    """In place of the very revision that it was made from. Raises Stale if somebody else was faster."""
    item = {
        **Keys(caller.tenant_id).type_draft(agent_type_id), "agent_type_id": agent_type_id,
        "definition": text_of(definition), "revision": before.revision + 1, "updated_at": utc(),
        "updated_by": caller.user_id, "entries": [*before.entries[1 - KEPT_ENTRIES :], entry[0]],
    }  # fmt: skip
    condition, values = _unchanged(before)
    try:
        commit([Items(AGENTS).putting(item, condition=condition, values=values), entry[1]])
    except ConditionFailed:
        raise Stale("The draft was changed meanwhile: read it again.") from None
    return _draft(item)


def drop(caller: Caller, agent_type_id: str, before: Draft, entry: tuple[str, Write]) -> None:
    """That very revision. Raises Stale if somebody changed or published it meanwhile."""
    place = Keys(caller.tenant_id).type_draft(agent_type_id)
    condition, values = _unchanged(before)
    try:
        commit([Items(AGENTS).deleting(place, condition=condition, values=values), entry[1]])
    except ConditionFailed:
        raise Stale("The draft was changed meanwhile: read it again.") from None


def latest(agent_type_id: str) -> Item | None:
    """The pointer to the newest version, whoever publishes it."""
    return Items(AGENTS).get(keys.agent_type(agent_type_id))


def publish(caller: Caller, definition: Mapping[str, Any], before: Draft, entry: tuple[str, Write]) -> Item:
    """Makes the version that `definition` names and removes its draft; the item as it is stored now for good.

    Of two at once one does; the other gets Conflict.
    """
    version, newest = published_items(definition, caller.tenant_id, caller.user_id)
    version["entries"] = [entry[0]]
    number, absent = definition["version"], "attribute_not_exists(pk)"
    follows = {":mine": caller.tenant_id, ":before": number - 1}
    in_turn = absent if number == 1 else "publisher = :mine AND version = :before"
    condition, values = _unchanged(before)
    place = Keys(caller.tenant_id).type_draft(definition["agent_type_id"])
    try:
        commit([
            Items(AGENTS).putting(version, condition=absent),
            Items(AGENTS).putting(newest, condition=in_turn, values=follows if number > 1 else {}),
            Items(AGENTS).deleting(place, condition=condition, values=values),
            entry[1],
        ])  # fmt: skip
    except ConditionFailed:
        raise Conflict("It was published or changed by somebody else meanwhile: read it again.") from None
    return version


def _unchanged(before: Draft) -> tuple[str, dict[str, Any]]:
    if not before.revision:
        return "attribute_not_exists(pk)", {}
    return "revision = :read", {":read": before.revision}


def _draft(item: Item) -> Draft:
    known = {name: item[name] for name in ("revision", "updated_at", "updated_by")}
    return Draft(json.loads(item["definition"]), **known, entries=tuple(item["entries"]))
