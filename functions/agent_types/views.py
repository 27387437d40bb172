"""What is published, for everybody: the platform's types and those of one's own tenant."""

from typing import Any

from greenlight import agent_types
from greenlight.agent_types import AgentType
from greenlight.errors import Invalid
from greenlight.keys import is_part
from greenlight.rest import Answer, answer, current_caller, query
from greenlight.spec import spec

from . import schemas

EVERYBODY = ("customer", "approver", "operator", "viewer")


@spec(query=schemas.TypesQuery, returns=schemas.AgentTypes, roles=EVERYBODY)
def list_types() -> dict[str, Any]:
    """The newest version of each type that I may hire, by id."""
    caller, page = current_caller(), query(schemas.TypesQuery)
    if page.cursor and not is_part(page.cursor):
        problem = {"pointer": "/cursor", "detail": "is none of this list"}
        raise Invalid("/cursor: is none of this list", problems=[problem])
    found, following = agent_types.listed(caller.tenant_id, page.limit, page.cursor)
    items = [{name: item[name] for name in schemas.Summary.model_fields} for item in found]
    return {"items": items, "next_cursor": following}


@spec(query=schemas.TypeQuery, returns=schemas.AgentType, roles=EVERYBODY)
def get_type(agent_type_id: str) -> Answer:
    """One type in full: the newest version, or the one that is asked for."""
    caller, asked = current_caller(), query(schemas.TypeQuery)
    return shown(agent_types.seen(caller.tenant_id, agent_type_id, asked.version))


def shown(found: AgentType, status: int = 200) -> Answer:
    """As it was published, field by field; the ETag is its version."""
    said = {name: getattr(found, name) for name in schemas.AgentType.model_fields}
    said |= {"tools": list(found.tools), "goal_templates": list(found.goal_templates)}
    return answer(said, status, revision=found.version)
