"""What waits for a person, and what was decided, over all of his inboxes: his own and those of his roles."""

import heapq
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import Invalid
from greenlight.items import Item, Items
from greenlight.keys import Keys

from .judge import may_see
from .records import Record, from_item
from .store import inboxes_of

BATCH = 50
LOOKED_AT = 400  # pointers per page: where a filter fits little, a page is short and says where to go on
_CURSOR = re.compile(r"apr_[0-9A-HJKMNP-TV-Z]{26}\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ones: those that wait or those that ended, of one agent, in one status; empty texts are no filter."""

    open: bool = True
    agent_id: str = ""
    status: str = ""
    limit: int = 20
    cursor: str = ""


def page(caller: Caller, wanted: Wanted, assignees: Sequence[str] = ()) -> tuple[list[Record], str | None]:
    """Newest first, each once, with the cursor of the next page; of these inboxes, or else of his own.

    Raises Invalid for a cursor that is not ours.
    """
    if wanted.cursor and not _CURSOR.match(wanted.cursor):
        raise Invalid("That is not a `next_cursor` of ours.")
    pointers = _pointers(caller, wanted, assignees or inboxes_of(caller))
    found, looked = list[Record](), 0
    while batch := [item["approval_id"] for item in islice(pointers, BATCH)]:
        found += _records(caller, batch, lambda record: wanted.status in {"", record.status})
        if len(found) > wanted.limit:
            return found[: wanted.limit], found[wanted.limit - 1].approval_id
        looked += len(batch)
        if looked >= LOOKED_AT:
            return found, batch[-1]
    return found, None


def _pointers(caller: Caller, wanted: Wanted, assignees: Sequence[str]) -> Iterator[Item]:
    """The inboxes' pointers, merged; an id sorts by its time, and stands in several inboxes of one person."""
    streams = [_of_one(caller.tenant_id, assignee, wanted) for assignee in assignees]
    merged = heapq.merge(*streams, key=lambda item: item["approval_id"], reverse=True)
    for _, same in groupby(merged, key=lambda item: item["approval_id"]):
        pointer = next(same)
        if wanted.agent_id in {"", pointer["agent_id"]}:
            yield pointer


def _of_one(tenant_id: str, assignee: str, wanted: Wanted) -> Iterator[Item]:
    keys = Keys(tenant_id)
    first = keys.inbox(assignee, "apr_", open=wanted.open)
    highest = (
        keys.inbox(assignee, wanted.cursor, open=wanted.open)["sk"] if wanted.cursor else f"{first['sk']}~"
    )
    every = Items(APPROVALS).every(first["pk"], between=(first["sk"], highest), limit=BATCH, descending=True)
    return (item for item in every if item["approval_id"] != wanted.cursor)


def _records(caller: Caller, ids: list[str], fits: Callable[[Record], bool]) -> list[Record]:
    """Those that are still there, are his to see and fit, in the order of their ids."""
    keys = Keys(caller.tenant_id)
    items = Items(APPROVALS).get_many([keys.approval(approval_id) for approval_id in ids])
    by_id = {item["approval_id"]: from_item(item) for item in items}
    listed = [by_id[approval_id] for approval_id in ids if approval_id in by_id]
    return [record for record in listed if may_see(record, caller) and fits(record)]
