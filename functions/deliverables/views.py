"""The reading doors: one deliverable with all its versions, and what was drafted together with it."""

import json
from typing import Any

from greenlight.approvals.judge import may_decide
from greenlight.approvals.records import moment, plain_words
from greenlight.declare import AGENTS
from greenlight.deliverables.records import Version, from_item, view
from greenlight.deliverables.store import Deliverables
from greenlight.errors import NotFound
from greenlight.items import Item, Items
from greenlight.keys import Keys, is_part
from greenlight.rest import Answer, answer, current_caller
from greenlight.spec import spec

from . import schemas, words
from .review import MOST_ROUNDS
from .seen import approval_of, seen_by

READERS = ("customer", "approver", "operator", "viewer")
NO_GROUP = "There is no such group."
AT_ONCE = 100  # items of one batch read


@spec(returns=schemas.DeliverableInFull, roles=READERS)
def get_deliverable(deliverable_id: str) -> Answer:
    """One in full: every version, and what it changed word by word. Its revision is the ETag."""
    caller = current_caller()
    one = seen_by(caller, deliverable_id)
    versions = _told(Deliverables(caller.tenant_id).versions(deliverable_id))
    record = approval_of(one)
    more = {
        "versions": versions, "exact": record.exact if record else "", "target": record.target if record else "",
        "plain_words": plain_words(record) if record else "",
        "may_decide": record is not None and record.is_open and may_decide(record, caller),
        "rounds_left": max(0, MOST_ROUNDS - one.rounds),
    }  # fmt: skip
    return answer({**view(one), **more}, revision=one.revision)


@spec(returns=schemas.Group, roles=READERS)
def get_group(group_id: str) -> dict[str, Any]:
    """What one run of a goal has drafted together, to read; each of it is decided on alone."""
    caller = current_caller()
    found = Items(AGENTS).get(Keys(caller.tenant_id).group(group_id)) if is_part(group_id) else None
    if not found or found["user_id"] != caller.user_id:
        raise NotFound(NO_GROUP)
    return _group(caller.tenant_id, found)


def _told(versions: list[Version]) -> list[dict[str, Any]]:
    """With what each changed since the one before; of the first, nothing. An edit leaves the content as it was."""
    told: list[dict[str, Any]] = []
    seen: dict[str, Any] = {}
    for one in versions:
        now = {"arguments": one.arguments, "content": one.content or seen.get("content", {})}
        said = {name: getattr(one, name) for name in schemas.Version.model_fields if name != "changes"}
        when = moment(one.suggested_at) if one.suggested_at else None
        told.append(said | {"suggested_at": when, "changes": words.changes(seen or now, now)})
        seen = now
    return told


def _group(tenant_id: str, found: Item) -> dict[str, Any]:
    keys, ids = Keys(tenant_id), found["deliverable_ids"]
    items: dict[str, Item] = {}
    for start in range(0, len(ids), AT_ONCE):
        several = Items(AGENTS).get_many([keys.deliverable(one) for one in ids[start : start + AT_ONCE]])
        items |= {item["deliverable_id"]: item for item in several}
    texts = {name: json.loads(found[name]) for name in ("canonical", "calendar")}
    shown = [view(from_item(items[one])) for one in ids if one in items]
    return (
        {name: found.get(name, "") for name in schemas.Group.model_fields} | texts | {"deliverables": shown}
    )
