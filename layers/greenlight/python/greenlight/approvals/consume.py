"""Consuming an approval: one transaction with what it allows, so that a second try finds it used (architecture §6)."""

from collections.abc import Mapping
from typing import Any

from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.spending import from_text, spending
from greenlight.threads.records import utc
from greenlight.writes import Write

from .records import Record

NOT_KILLED = (
    "attribute_not_exists(kill_tenant) AND attribute_not_exists(kill_agents.#agent) "
    "AND attribute_not_exists(kill_tools.#tool)"
)


def consuming(record: Record, attempt: int, effect: Mapping[str, Any] | None, now: float) -> list[Write]:
    """The first attempt finds the approval unused; a later one finds the attempt before surely not sent.

    Index 0 is the approval, 1 the kill switches; then the effect, the attempt before it, the money, as there are any.
    """
    items, keys = Items(APPROVALS), Keys(record.tenant_id)
    writes = [
        items.updating(
            keys.approval(record.approval_id),
            "SET attempts = :attempt, consumed_at = if_not_exists(consumed_at, :at)",
            condition="#status IN (:approved, :edited) AND digest = :digest AND attempts = :before "
            "AND expires_at > :now AND tenant_id = :tenant AND attribute_not_exists(settled_at)",
            values={
                ":approved": "approved", ":edited": "edited", ":digest": record.digest, ":attempt": attempt,
                ":before": attempt - 1, ":now": int(now), ":at": utc(now), ":tenant": record.tenant_id,
            },
            names={"#status": "status"},
        ),
        items.checking(keys.controls(), NOT_KILLED, names={"#agent": record.agent_id or "-", "#tool": record.tool}),
    ]  # fmt: skip
    if effect is not None:
        key = keys.effect(record.approval_id, attempt)
        writes.append(items.putting({**key, **effect}, condition="attribute_not_exists(pk)"))
    if effect is not None and attempt > 1:
        writes.append(
            items.checking(
                keys.effect(record.approval_id, attempt - 1), "#status = :not_sent AND attribute_not_exists(rehearsed)",
                values={":not_sent": "not_sent"}, names={"#status": "status"},
            )
        )  # fmt: skip
    if record.reservation and attempt == 1:
        writes.append(spending(record.tenant_id, from_text(record.reservation), now))
    return writes
