"""Every hired agent of the tenant with its configuration and goals, and the operator's hand on its switch."""

from collections.abc import Iterator
from typing import Any

from greenlight import agents, audit
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.errors import Conflict, Stale
from greenlight.items import ConditionFailed, Item, Items, commit
from greenlight.keys import Keys
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec
from greenlight.threads.records import utc

from .schemas import AgentLine, Agents, GoalLine, Override, Page

KEPT_ENTRIES = 50  # ids of audit entries that the row names; older ones are sealed long since
OPERATOR = "operator"  # in `paused_by`: its customer cannot resume what an operator has paused


@spec(query=Page, returns=Agents, roles=("operator",))
def list_agents() -> dict[str, Any]:
    """All hired agents of the tenant, oldest first, with their goals."""
    caller, page = current_caller(), query(Page)
    found = Items(AGENTS).query(
        Keys(caller.tenant_id).hired_agents(), index=1, limit=page.limit, cursor=page.cursor
    )
    return {"items": [shown(caller.tenant_id, item) for item in found.items], "next_cursor": found.next}


@spec(returns=AgentLine, roles=("operator",))
def get_agent(agent_id: str) -> Answer:
    """One of them."""
    caller = current_caller()
    item = agents.by_id(caller.tenant_id, agent_id)
    return answer(shown(caller.tenant_id, item), revision=item["revision"])


@spec(body=Override, returns=AgentLine, roles=("operator",))
def pause_agent(agent_id: str) -> Answer:
    """It does nothing any more, whatever was approved, until an operator lets it."""
    return _switch(agent_id, "paused")


@spec(body=Override, returns=AgentLine, roles=("operator",))
def resume_agent(agent_id: str) -> Answer:
    """Lets a paused agent go on."""
    return _switch(agent_id, "active")


def every(tenant_id: str) -> Iterator[Item]:
    return Items(AGENTS).every(Keys(tenant_id).hired_agents(), index=1)


def shown(tenant_id: str, item: Item) -> dict[str, Any]:
    """An agent and its goals, without what is internal."""
    pk = Keys(tenant_id).goal(item["owner_id"], item["agent_id"], "any")["pk"]
    goals = [_line(GoalLine, goal) for goal in Items(AGENTS).every(pk, begins="GOAL#")]
    return _line(AgentLine, {**item, "goals": goals})


def _line(model: type[AgentLine] | type[GoalLine], item: Item) -> dict[str, Any]:
    known = {name: item[name] for name in model.model_fields if item.get(name) is not None}
    blank: dict[str, Any] = {
        "paused_reason": "", "mode": "live", "configured": False, "trial": {}, "subscription_id": "", "config": {},
        "last_slot": "", "version": 1,
    }  # fmt: skip
    return {name: known.get(name, blank.get(name, "")) for name in model.model_fields}


def _switch(agent_id: str, status: str) -> Answer:
    caller, wanted = current_caller(), body(Override)
    item = agents.by_id(caller.tenant_id, agent_id)
    if (insisted := if_match()) not in {None, item["revision"]}:
        raise Stale(f"It was changed since revision {insisted}: read it again.")
    by = OPERATOR if status == "paused" else ""
    if item["status"] != status or item.get("paused_by", "") != by:
        item = _change(caller, item, status, wanted.reason, by)
    return answer(shown(caller.tenant_id, item), revision=item["revision"])


def _change(caller: Caller, item: Item, status: str, reason: str, by: str) -> Item:
    if item["status"] == "disabled" or (status == "active" and not item.get("finalized_at", True)):
        raise Conflict("It was never set up, or is disabled; there is nothing to resume.")
    what = "agent.paused" if status == "paused" else "agent.resumed"
    key = Keys(caller.tenant_id).agent(item["owner_id"], item["agent_id"])
    entry_id, entry = audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=item["agent_id"],
        correlation_id=caller.correlation_id, agent_id=item["agent_id"],
        details={"reason": reason, "by": "operator", "user_id": item["owner_id"]},
    )  # fmt: skip
    kept = [*item.get("entries", ())[1 - KEPT_ENTRIES :], entry_id]
    changing = Items(AGENTS).updating(
        key, "SET #status = :status, paused_by = :by, paused_reason = :why, updated_at = :now, entries = :entries "
        "ADD revision :one",
        condition="revision = :seen",
        values={":status": status, ":by": by, ":why": reason if by else "", ":now": utc(), ":one": 1,
                ":seen": item["revision"], ":entries": kept},
        names={"#status": "status"},
    )  # fmt: skip
    try:
        commit([changing, entry])
    except ConditionFailed:
        raise Stale("It was changed meanwhile: read it again.") from None
    return Items(AGENTS).get(key) or item
