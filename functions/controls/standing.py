"""The doors of standing approvals: given, listed with their counts, taken back; by the agent's own customer."""

import time
from dataclasses import asdict
from typing import Any

from greenlight import audit
from greenlight.actions import described, schema_hash
from greenlight.agents import hired
from greenlight.approvals import patterns, standing
from greenlight.approvals.judge import MONEY
from greenlight.approvals.records import moment
from greenlight.approvals.rules import ask_rules
from greenlight.caller import Caller
from greenlight.catalogue import tool_name
from greenlight.errors import Conflict, Denied, Invalid, Stale
from greenlight.items import Write
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec

from . import schemas
from .schemas import NewStanding

LONGEST = 90 * 24 * 3600  # seconds
MOST = 100  # active ones of a person: each is looked at for every action that asks


@spec(query=schemas.StandingQuery, returns=schemas.Standings, roles=("customer",))
def list_standing() -> dict[str, Any]:
    """My standing approvals with their counts, latest first."""
    caller, page = current_caller(), query(schemas.StandingQuery)
    found, following = standing.listed(caller, page.limit, page.cursor)
    return {"items": [_shown(one) for one in found], "next_cursor": following}


@spec(body=NewStanding, returns=schemas.Standing, status=201, roles=("customer",))
def give() -> Answer:
    """A yes in advance to one of my agents, for one tool and arguments of one shape."""
    caller, given = current_caller(), body(NewStanding)
    tool = tool_name(given.tool)
    until = int(given.expires_at.timestamp())
    if not time.time() < until <= time.time() + LONGEST:
        problem = {"pointer": "/expires_at", "detail": "must be within the next 90 days"}
        raise Invalid("A standing approval lasts 90 days at most.", problems=[problem])
    entry = described(tool)
    _may_give(caller, given.agent_id, tool, entry)
    patterns.check(given.arguments, entry["parameters"])
    standing_id = standing.named()
    stored = {
        "standing_id": standing_id, "agent_id": given.agent_id, "tool": tool, "pattern": given.arguments,
        "schema_hash": schema_hash(entry), "uses": given.uses, "expires_at": until,
    }  # fmt: skip
    made = standing.create(
        caller, stored, _entry(caller, "standing.given", standing_id, given.agent_id, stored)
    )
    return answer(_shown(made), 201, revision=made.revision)


@spec(status=204, roles=("customer",))
def take_back(standing_id: str) -> Answer:
    """From now on it covers nothing; what it already allowed is in the list of approvals."""
    caller, insisted = current_caller(), if_match()
    found = standing.get(caller, standing_id)
    if insisted not in {None, found.revision}:
        raise Stale("It was changed meanwhile: read it again.")
    if found.status == "active":
        details = {"tool": found.tool, "used": found.used, "uses": found.uses}
        standing.revoke(
            caller, standing_id, _entry(caller, "standing.revoked", standing_id, found.agent_id, details)
        )
    return answer(status=204)


def _may_give(caller: Caller, agent_id: str, tool: str, entry: dict[str, Any]) -> None:
    """Raises NotFound, Denied: the agent is mine and may use the tool, and its type lets one person say yes unseen."""
    agent = hired(caller.tenant_id, caller.user_id, agent_id)
    if not agent.may_use(tool):
        raise Denied(f"{agent.name} may not use {tool}.", rule="allow_list")
    rules = ask_rules(agent, entry["effect"], entry["verb"])
    if rules.always_ask or entry["verb"] in MONEY:
        raise Denied(
            f"For {tool} a person is always asked; nobody can say yes in advance.", rule="always_ask"
        )
    if rules.people > 1 or rules.fresh_login:
        needed = f"{rules.people} people" if rules.people > 1 else "a fresh sign-in"
        raise Denied(f"{tool} takes {needed} each time; nobody can say yes in advance.", rule="always_ask")
    if standing.active(caller) >= MOST:
        raise Conflict(f"You have {MOST} standing approvals; take one back first.")


def _entry(
    caller: Caller, what: str, standing_id: str, agent_id: str, details: dict[str, Any]
) -> tuple[str, Write]:
    return audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=standing_id,
        correlation_id=caller.correlation_id, agent_id=agent_id, details={**details, "user_id": caller.user_id},
    )  # fmt: skip


def _shown(found: standing.Standing) -> dict[str, Any]:
    said = asdict(found)
    status = found.status
    if status == "active":
        status = "used_up" if found.used >= found.uses else status
        status = "expired" if found.expires_at <= time.time() else status
    more = {"status": status, "expires_at": moment(found.expires_at), "arguments": said["pattern"]}
    return {name: {**said, **more}[name] for name in schemas.Standing.model_fields}
