"""Hired agents as the platform sees them: whether one may act now, and which tools it may ask for."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from .declare import AGENTS
from .errors import Denied, NotFound
from .items import Item, Items
from .keys import Keys


@dataclass(frozen=True, slots=True)
class HiredAgent:
    """A user's instance of one version of an agent type; `tools` are patterns over catalogue names."""

    agent_id: str
    name: str
    agent_type_id: str
    status: str
    tools: tuple[str, ...]
    persona: str

    def may_use(self, tool: str) -> bool:
        return any(fnmatchcase(tool, pattern) for pattern in self.tools)


def hired(tenant_id: str, user_id: str, agent_id: str) -> HiredAgent:
    """The user's agent as the table has it now. Raises NotFound (another's too), Denied if it is not active."""
    try:
        found = Items(AGENTS).get(Keys(tenant_id).agent(user_id, agent_id))
    except ValueError:
        found = None
    if not found:
        raise NotFound("There is no such agent.")
    agent = _agent(found)
    if agent.status != "active":
        raise Denied(f"{agent.name} is {agent.status} and does nothing.", rule="agent_status")
    return agent


def first_hired(tenant_id: str, user_id: str) -> HiredAgent:
    """The active agent that was hired first: whom a new thread talks to when it names none. Raises NotFound."""
    pk = Keys(tenant_id).agent(user_id, "any")["pk"]
    for item in Items(AGENTS).every(pk, begins="AGENT#"):
        agent = _agent(item)
        if agent.status == "active":
            return agent
    raise NotFound("You have no active agent to talk to; hire one first.")


def _agent(item: Item) -> HiredAgent:
    return HiredAgent(
        agent_id=item["agent_id"],
        name=item["name"],
        agent_type_id=item["agent_type_id"],
        status=item["status"],
        tools=tuple(item["capabilities"]["tools"]),
        persona=item["planner_config"]["persona"],
    )
