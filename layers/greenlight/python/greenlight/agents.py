"""Hired agents as the platform sees them: whether one may act now, and which tools it may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .declare import AGENTS
from .errors import Denied, NotFound
from .items import Item, Items
from .keys import Keys, is_part


@dataclass(frozen=True, slots=True)
class HiredAgent:
    """A user's instance of one version of an agent type; `tools` are patterns over catalogue names.

    `mode` is live, draft (every write and external asks) or rehearse (the same, and approving sends nothing).
    `rate_limit_rpm` are calls a minute; `budget_cents` are per calendar month (UTC), None for no limit. `trial` is
    `{status: none, active, expired, converted, ends_at, caps: {actions}}`; `enforcement` what the type prescribes,
    `{risk_limits, approvals}`; `config` is what its customer set up, by the type's `config_schema`.
    """

    agent_id: str
    name: str
    agent_type_id: str
    status: str
    tools: tuple[str, ...]
    persona: str
    mode: str = "live"
    type_version: int = 1
    rate_limit_rpm: int = 60
    budget_cents: int | None = None
    trial: Mapping[str, Any] = field(default_factory=dict)
    enforcement: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    owner_id: str = ""
    subscription_id: str = ""

    def may_use(self, tool: str) -> bool:
        return any(fnmatchcase(tool, pattern) for pattern in self.tools)


def hired(tenant_id: str, user_id: str, agent_id: str) -> HiredAgent:
    """The user's agent as the table has it now. Raises NotFound (another's too), Denied if it is not active."""
    try:
        return hired_from(Items(AGENTS).get(Keys(tenant_id).agent(user_id, agent_id)))
    except ValueError:
        raise NotFound("There is no such agent.") from None


def hired_from(found: Item | None) -> HiredAgent:
    """Of an agent's item as it was just read. Raises NotFound, Denied if it is not active."""
    if not found:
        raise NotFound("There is no such agent.")
    agent = _agent(found)
    if agent.status != "active":
        raise Denied(f"{agent.name} is {agent.status} and does nothing.", rule="agent_status")
    return agent


def by_id(tenant_id: str, agent_id: str) -> Item:
    """Anybody's agent in this tenant, for its operators and the platform's own work. Raises NotFound."""
    place, listed = Keys(tenant_id).hired_agents(), list[Item]()
    if is_part(agent_id):  # DynamoDB takes no longer key
        listed = Items(AGENTS).query(place, index=1, between=(agent_id, agent_id), limit=1).items
    found = Items(AGENTS).get({"pk": listed[0]["pk"], "sk": listed[0]["sk"]}) if listed else None
    if not found:
        raise NotFound("There is no such agent.")
    return found


def first_hired(tenant_id: str, user_id: str) -> HiredAgent:
    """The active agent that was hired first: whom a new thread talks to when it names none. Raises NotFound.

    The one that a member begins with has no `created_at`, and so is the first.
    """
    pk = Keys(tenant_id).agent(user_id, "any")["pk"]
    found = [item for item in Items(AGENTS).every(pk, begins="AGENT#") if item["status"] == "active"]
    if not found:
        raise NotFound("You have no active agent to talk to; hire one first.")
    return _agent(min(found, key=lambda item: (item.get("created_at") or "", item["agent_id"])))


def _agent(item: Item) -> HiredAgent:
    return HiredAgent(
        agent_id=item["agent_id"],
        name=item["name"],
        agent_type_id=item["agent_type_id"],
        status=item["status"],
        tools=tuple(item["capabilities"]["tools"]),
        persona=item["planner_config"]["persona"],
        mode=item.get("mode", "live"),
        type_version=item.get("version", 1),
        rate_limit_rpm=item.get("rate_limit_rpm", 60),
        budget_cents=item.get("budget_cents"),
        trial=item.get("trial", {}),
        enforcement=item.get("enforcement", {}),
        config=item.get("config", {}),
        owner_id=item.get("owner_id", ""),
        subscription_id=item.get("subscription_id", ""),
    )
