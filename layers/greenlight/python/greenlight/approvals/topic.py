"""The live inbox: sockets that subscribed to `approvals` hear of every change; a courtesy, the table is the truth."""

import time
from collections.abc import Iterable
from contextlib import suppress

from greenlight.declare import APPROVALS
from greenlight.items import ConditionFailed, Items
from greenlight.keys import Keys
from greenlight.threads.chunks import text_of
from greenlight.threads.fanout import push

from .records import Record, view

MOST_FRAME = 30 * 1024  # bytes: one socket frame; a larger record is fetched
BRIEF = ("approval_id", "kind", "tool", "effect", "risk", "title", "status", "expires_at", "digest", "agent_id",
         "thread_id", "revision", "target", "mode")  # fmt: skip


def tell(record: Record) -> None:
    """Pushes the record as it stands to everybody whose inbox it is in."""
    keys, items = Keys(record.tenant_id), Items(APPROVALS)
    listening: dict[str, str] = {}
    for assignee in record.assignees:
        pk = keys.inbox(assignee, "any", open=True)["pk"]
        for item in items.every(pk, begins="SOCKET#"):
            if item["expires_at"] > time.time():
                listening.setdefault(item["connection_id"], assignee)
    push(listening, [text_of(frame(record))], gone=lambda c: forget(record.tenant_id, record.assignees, c))


def frame(record: Record) -> dict[str, object]:
    """`{v, kind: "approval", approval}`; what does not fit a frame comes without its long texts."""
    whole = {"v": 1, "kind": "approval", "approval": view(record)}
    if len(text_of(whole).encode()) <= MOST_FRAME:
        return whole
    shown = view(record)
    return {"v": 1, "kind": "approval", "approval": {name: shown[name] for name in BRIEF}, "partial": True}


def listen(tenant_id: str, assignees: Iterable[str], connection_id: str, user_id: str, until: int) -> None:
    """From now on this socket hears of these inboxes, until `until` (epoch seconds)."""
    items, keys = Items(APPROVALS), Keys(tenant_id)
    for assignee in assignees:
        key = keys.inbox_socket(assignee, connection_id)
        stored = {"connection_id": connection_id, "user_id": user_id, "expires_at": until, "ttl": until}
        items.put({**key, **stored})


def forget(tenant_id: str, assignees: Iterable[str], connection_id: str) -> None:
    items, keys = Items(APPROVALS), Keys(tenant_id)
    for assignee in assignees:
        with suppress(ConditionFailed):
            items.delete(keys.inbox_socket(assignee, connection_id))
