"""A coach of the customer's for one test alone: his own coach's row with some of it changed, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from greenlight.agents import first_hired
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from .people import Person


@contextmanager
def a_coach(owner: Person, **changes: Any) -> Iterator[str]:
    """Its agent id, which sorts last: nobody who names no agent gets this one."""
    me = owner.me()
    known, agents = Keys(me["tenant_id"]), Items(AGENTS)
    first = first_hired(me["tenant_id"], me["user_id"]).agent_id
    row = agents.get(known.agent(me["user_id"], first))
    agent_id = new_id("agt_zz")
    own = {"agent_id": agent_id, "rate_limit_rpm": 1000}
    assert row
    key = known.agent(me["user_id"], agent_id)
    agents.put({**row, **key, **own, **changes})
    try:
        yield agent_id
    finally:
        agents.delete(key)
