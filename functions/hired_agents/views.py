"""The doors through which a person looks at what he has hired."""

import time
from collections.abc import Sequence
from typing import Any

from greenlight import agent_types, subscriptions
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.rest import Answer, answer, current_caller, query
from greenlight.spec import spec
from greenlight.subscriptions import trial_shown, trial_status

from . import checks, schemas, store
from .checks import Problem

OPTIONAL = ("subscription_id", "finalized_at", "created_at", "updated_at")  # empty in the table, null outside


@spec(query=schemas.AgentsQuery, returns=schemas.HiredAgents, roles=("customer",))
def list_agents() -> dict[str, Any]:
    """My hired agents."""
    caller, page = current_caller(), query(schemas.AgentsQuery)
    pk = Keys(caller.tenant_id).agent(caller.user_id, "any")["pk"]
    found = Items(AGENTS).query(pk, begins="AGENT#", limit=page.limit, cursor=page.cursor)
    return {"items": [shown(item) for item in found.items], "next_cursor": found.next}


@spec(returns=schemas.AgentInFull, roles=("customer",))
def get_agent(agent_id: str) -> Answer:
    """One agent with its config, its type's schema, and what is missing; its revision is the ETag."""
    caller = current_caller()
    return in_full(caller, store.get(caller, agent_id))


@spec(returns=schemas.AgentInFull, roles=("customer",))
def by_subscription(subscription_id: str) -> Answer:
    """The agent of this subscription."""
    caller = current_caller()
    found = subscriptions.get(caller.tenant_id, caller.user_id, subscription_id)
    return in_full(caller, store.get(caller, found.agent_id))


def in_full(caller: Caller, item: Item, missing: Sequence[Problem] | None = None) -> Answer:
    """As the API says it; `missing` where somebody has just looked."""
    kind = agent_types.published(item["agent_type_id"], item.get("version", 1))
    draft = item.get("config_draft", {})
    said = checks.look(caller, kind, draft).problems if missing is None else missing
    more = {
        "config": item.get("config", {}), "config_draft": draft, "config_schema": dict(kind.config_schema),
        "missing": list(said), "enforcement": item.get("enforcement", {}), "entries": item.get("entries", []),
    }  # fmt: skip
    return answer({**shown(item), **more}, revision=item.get("revision", 1))


def shown(item: Item) -> dict[str, Any]:
    """The fields of an agent; one that the seed hired has those that matter to it."""
    trial = item.get("trial", {})
    said = {name: item.get(name, ABSENT.get(name)) for name in schemas.Agent.model_fields}
    return said | {name: said[name] or None for name in OPTIONAL} | {
        "trial_status": trial_status(trial, time.time()), "trial": trial_shown(trial),
    }  # fmt: skip


ABSENT: dict[str, Any] = {
    "description": "", "version": 1, "rate_limit_rpm": 60, "paused_by": "", "paused_reason": "", "mode": "live",
    "configured": True, "goals_completed": 0, "revision": 1, "planner_config": {}, "capabilities": {}, "owner_id": "",
}  # fmt: skip
