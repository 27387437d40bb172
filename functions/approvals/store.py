"""What approvals read beside their records: the attempts outside, and the names of the people concerned."""

import json
from typing import Any

from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS, TENANTS
from greenlight.items import Item, Items
from greenlight.keys import Keys

from .schemas import Attempt


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
