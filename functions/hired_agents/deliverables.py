"""What a hired agent has drafted, for the customer who reviews it."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.deliverables.records import Deliverable, view
from greenlight.deliverables.store import Deliverables
from greenlight.errors import NotFound
from greenlight.items import Items
from greenlight.keys import Keys, is_part
from greenlight.rest import current_caller, query
from greenlight.spec import spec

from .drafted import Drafted, DraftedQuery

LOOKED_AT = 400  # rows per page: where a filter fits little, a page is short and says where to go on
READERS = ("customer", "approver", "operator", "viewer")
NO_AGENT = "There is no such agent."


@spec(query=DraftedQuery, returns=Drafted, roles=READERS)
def list_deliverables(agent_id: str) -> dict[str, Any]:
    """Mine of this agent, newest first; of one status, group or goal where named."""
    caller, asked = current_caller(), query(DraftedQuery)
    _is_mine(caller, agent_id)
    found, following = _page(Deliverables(caller.tenant_id), agent_id, asked, _fits(asked))
    return {"items": [view(one) for one in found], "next_cursor": following}


def _is_mine(caller: Caller, agent_id: str) -> None:
    """Also one that is paused or ended: what it drafted stays to be seen. Raises NotFound."""
    key = Keys(caller.tenant_id).agent(caller.user_id, agent_id) if is_part(agent_id) else None
    if key is None or not Items(AGENTS).get(key):
        raise NotFound(NO_AGENT)


def _fits(asked: DraftedQuery) -> Callable[[Deliverable], bool]:
    wanted = {"status": asked.status, "group_id": asked.group, "goal_id": asked.goal}
    given = {name: value for name, value in wanted.items() if value}
    return lambda one: all(getattr(one, name) == value for name, value in given.items())


def _page(
    deliverables: Deliverables, agent_id: str, asked: DraftedQuery, fits: Callable[[Deliverable], bool]
) -> tuple[Sequence[Deliverable], str | None]:
    found: list[Deliverable] = []
    cursor, looked = asked.cursor or None, 0
    while looked < LOOKED_AT:
        batch, cursor = deliverables.of_agent(agent_id, asked.limit, cursor)
        found += [one for one in batch if fits(one)]
        if len(found) > asked.limit:
            return found[: asked.limit], _after(found[asked.limit - 1])
        if cursor is None:
            return found, None
        looked += len(batch)
    return found, cursor


def _after(one: Deliverable) -> str:
    """The cursor of a page that ends with this one, as a query of the index would have given it."""
    keys = Keys(one.tenant_id)
    place = {"gsi1pk": keys.deliverables_of(one.agent_id), "gsi1sk": one.deliverable_id}
    return json.dumps({**keys.deliverable(one.deliverable_id), **place})
