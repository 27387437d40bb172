"""Drafts, approvals and denials of the whole tenant, to read, and the one timeline of a correlation id."""

import heapq
from collections.abc import Iterator
from typing import Any

from greenlight import agents as hired
from greenlight import denials
from greenlight.approvals import inbox
from greenlight.approvals.records import view as approval_view
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.deliverables.records import from_item
from greenlight.deliverables.records import view as deliverable_view
from greenlight.errors import Invalid
from greenlight.items import Item, Items
from greenlight.keys import Keys, is_part
from greenlight.rest import current_caller, query
from greenlight.spec import spec

from .agents import every
from .schemas import DenialQuery, Listed, OfAgent, Timeline
from .timeline import timeline

OPEN = frozenset({"", "pending"})
LOOKED_AT = 500  # deliverables that one request reads past at most


@spec(query=OfAgent, returns=Listed, roles=("operator",))
def list_deliverables() -> dict[str, Any]:
    """What the tenant's agents have drafted, newest first."""
    caller, wanted = current_caller(), query(OfAgent)
    found, last = list[dict[str, Any]](), ""
    for looked, item in enumerate(_deliverables(caller, wanted), 1):
        last = item["deliverable_id"]
        if wanted.status in ("", item["status"]):
            found.append(deliverable_view(from_item(item)))
        if len(found) == wanted.limit or looked == LOOKED_AT:
            return {"items": found, "next_cursor": last}
    return {"items": found, "next_cursor": None}


@spec(query=OfAgent, returns=Listed, roles=("operator",))
def list_approvals() -> dict[str, Any]:
    """What people of the tenant were asked: what waits, or in one status, what has ended."""
    caller, wanted = current_caller(), query(OfAgent)
    owners = sorted({item["owner_id"] for item in _agents(caller, wanted)})
    asked = inbox.Wanted(
        open=wanted.status in OPEN, agent_id=wanted.agent_id or "", status=wanted.status, limit=wanted.limit,
        cursor=wanted.cursor or "",
    )  # fmt: skip
    found, following = inbox.page(caller, asked, owners) if owners else ([], None)
    return {"items": [approval_view(record) for record in found], "next_cursor": following}


@spec(query=DenialQuery, returns=Listed, roles=("operator",))
def list_denials() -> dict[str, Any]:
    """What a gate has refused, newest first: by which rule, to whom, and why."""
    wanted = query(DenialQuery)
    found, following = denials.page(
        current_caller().tenant_id, correlation_id=wanted.correlation_id, limit=wanted.limit, cursor=wanted.cursor
    )  # fmt: skip
    return {"items": found, "next_cursor": following}


@spec(returns=Timeline, roles=("operator",))
def get_timeline(correlation_id: str) -> dict[str, Any]:
    """All that happened under one correlation id, in its order: request, run, approval, effect, refusal, audit."""
    if not is_part(correlation_id):
        raise Invalid("That is no correlation id.")
    return timeline(current_caller().tenant_id, correlation_id)


def _agents(caller: Caller, wanted: OfAgent) -> Iterator[Item]:
    if wanted.agent_id:
        yield hired.by_id(caller.tenant_id, wanted.agent_id)
        return
    yield from every(caller.tenant_id)


def _deliverables(caller: Caller, wanted: OfAgent) -> Iterator[Item]:
    """Of every agent, merged: an id sorts by its time."""
    if wanted.cursor and not is_part(wanted.cursor):
        raise Invalid("That is not a `next_cursor` of ours.")
    keys, highest = Keys(caller.tenant_id), wanted.cursor or "dlv_~"
    streams = [
        Items(AGENTS).every(
            keys.deliverables_of(one["agent_id"]),
            index=1,
            between=("dlv_", highest),
            descending=True,
            limit=25,
        )
        for one in _agents(caller, wanted)
    ]
    merged = heapq.merge(*streams, key=lambda item: str(item["deliverable_id"]), reverse=True)
    return (item for item in merged if item["deliverable_id"] != wanted.cursor)
