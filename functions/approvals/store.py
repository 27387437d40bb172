"""What approvals read beside their records: the attempts outside, and the names of the people concerned."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS, TENANTS
from greenlight.items import Item, Items
from greenlight.keys import Keys

from .schemas import Attempt

MOST_KEYS = 100  # of one BatchGetItem


def attempts(record: Record) -> list[dict[str, Any]]:
    """Every attempt to carry it out, the first one first."""
    pk = Keys(record.tenant_id).approval(record.approval_id)["pk"]
    found = Items(APPROVALS).every(pk, begins="EFFECT#")
    return [Attempt.model_validate(_shown(item)).model_dump() for item in found]


def _shown(item: Item) -> dict[str, Any]:
    """The row's fields that people get to see; what came back is stored as JSON text."""
    said = {name: item[name] for name in Attempt.model_fields if name in item}
    return said | {"result": json.loads(item["result"])} if item.get("result") else said


def name_of(tenant_id: str, user_id: str) -> str:
    """A member's name, or his id where he has none."""
    row = Items(TENANTS).get(Keys(tenant_id).member(user_id)) or {}
    return row.get("name") or user_id


def names_of(tenant_id: str, records: Iterable[Record]) -> dict[str, str]:
    """By user id, of the members whom these records name: owners, those who are asked, who decided, who edited."""
    known, items = Keys(tenant_id), Items(TENANTS)
    ids = list(dict.fromkeys(user_id for record in records for user_id in _people(record)))
    some = (ids[first : first + MOST_KEYS] for first in range(0, len(ids), MOST_KEYS))
    rows = [row for keys in some for row in items.get_many([known.member(user_id) for user_id in keys])]
    return {row["sk"].removeprefix("MEMBER#"): row["name"] for row in rows if row.get("name")}


def _people(record: Record) -> Iterator[str]:
    named = (record.user_id, *record.assignees, record.decided_by, record.edit.get("by", ""))
    return (one for one in named if one and one != "clock" and not one.startswith("role."))
