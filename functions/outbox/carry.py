"""Carrying one row: what its kind asks for, then the row is gone. Crashing in between means carrying it again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from greenlight.declare import LEDGER
from greenlight.items import Item, Items
from greenlight.keys import ItemKey, Keys

from . import deliver, mail, schedules


@dataclass(frozen=True, slots=True)
class Row:
    """A row as its carrier sees it; `body` as `greenlight.outbox` lists it by kind."""

    tenant_id: str
    row_id: str
    kind: str
    body: Mapping[str, Any]
    created_at: str

    @classmethod
    def of(cls, item: Item) -> "Row":
        """Raises ValueError where the body is no JSON."""
        body = json.loads(item["body"])
        return cls(item["tenant_id"], item["row_id"], item["kind"], body, item["created_at"])

    @property
    def key(self) -> ItemKey:
        return Keys(self.tenant_id).outbox(self.row_id)


def _start(row: Row) -> None:
    deliver.start(row.body["machine"], row.body["name"], row.body["input"])


def _event(row: Row) -> None:
    deliver.put_event(row.body["type"], deliver.envelope(row.tenant_id, row.row_id, row.created_at, row.body))


def _mail(row: Row) -> None:
    mail.carry(row.tenant_id, row.row_id, row.body)


def _task(row: Row) -> None:
    from greenlight.approvals.tokens import complete

    complete(row.tenant_id, row.body["approval_id"])


def _schedule(row: Row) -> None:
    schedules.carry(row.tenant_id, row.body)


CARRIERS: Mapping[str, Callable[[Row], None]] = {
    "start": _start,
    "mail": _mail,
    "event": _event,
    "task": _task,
    "schedule": _schedule,
}


def carry(row: Row) -> None:
    """At least once: whoever is reached must bear a repeat. The row goes on the condition that it is still this one."""
    CARRIERS[row.kind](row)
    Items(LEDGER).delete(
        row.key, condition="attribute_not_exists(pk) OR kind = :kind", values={":kind": row.kind}
    )
