"""What approvals read beside their records: the attempts outside, and the names of the people concerned."""

from typing import Any

from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS, TENANTS
from greenlight.items import Items
from greenlight.keys import Keys

from .schemas import Attempt


def attempts(record: Record) -> list[dict[str, Any]]:
    """Every attempt to carry it out, the first one first."""
    pk = Keys(record.tenant_id).approval(record.approval_id)["pk"]
    found = Items(APPROVALS).every(pk, begins="EFFECT#")
    wanted = Attempt.model_fields
    return [
        Attempt.model_validate({name: item[name] for name in wanted if name in item}).model_dump()
        for item in found
    ]


def name_of(tenant_id: str, user_id: str) -> str:
    """A member's name, or his id where he has none."""
    row = Items(TENANTS).get(Keys(tenant_id).member(user_id)) or {}
    return row.get("name") or user_id
