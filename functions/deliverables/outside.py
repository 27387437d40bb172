"""What became of an attempt outside, where the deliverable does not say so yet: read, and never sent again."""

import json
from typing import Any

from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS
from greenlight.deliverables.follows import of_effect
from greenlight.deliverables.records import Deliverable
from greenlight.items import Item, Items
from greenlight.keys import Keys

from .ends import PLATFORM, step

OPEN = frozenset({"prepared", "dispatched", "unknown"})


def caught_up(one: Deliverable, record: Record) -> str:
    """What came of it, in a word: `sending` while `effects` still looks after it, `settled_…` where a crash left the
    deliverable behind; empty where nothing was sent, so that it may be tried or may expire."""
    found = _last(one, record)
    if found is None:
        return ""
    if found["status"] in OPEN:
        return "sending"
    to = of_effect(found)
    return _settle(one, to, found) if to else ""


def _last(one: Deliverable, record: Record) -> Item | None:
    if not record.attempts:
        return None
    pk = Keys(one.tenant_id).approval(record.approval_id)["pk"]
    found = Items(APPROVALS).query(pk, begins="EFFECT#", descending=True, limit=1).items
    return found[0] if found else None


def _settle(one: Deliverable, to: str, found: Item) -> str:
    effect: dict[str, Any] = {
        name: found[name] for name in ("status", "attempt", "detail", "rehearsed") if name in found
    }
    effect |= {"result": json.loads(found["result"])} if found.get("result") else {}
    done = step(one, to, PLATFORM, str(found.get("detail", "")), effect=effect)
    return f"settled_{to}" if done else "raced"
