"""The rows that make a person a member: his tenant, himself, his sign-in, and a hired coach. Values only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from greenlight import keys
from greenlight.declare import AGENTS, DOORS, TENANTS, Table
from greenlight.enforcement import prescribed
from greenlight.keys import Keys
from greenlight.threads.records import utc
from ulid import ULID

from .agent_types import shipped

ROLES = ("customer", "approver", "operator", "viewer")
COACH_TYPE = "coach.v1"


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the tenant knows him; `sub` is what the issuer calls him, `user_id` follows from it unless given."""

    sub: str
    roles: tuple[str, ...]
    email: str = ""
    name: str = ""
    timezone: str = "UTC"
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One item. `kept` are the fields that a person may have changed since: a repeat leaves them alone."""

    table: Table
    key: keys.ItemKey
    fields: dict[str, Any]
    kept: dict[str, Any]
    once: bool = False  # True: what stands there must be the same already


DEMO = {
    "acmehealth": (
        Member("customer", ("customer",), "customer@example.com", "Chris Customer", "UTC", "usr_customer"),
        Member("approver", ("approver",), "approver@example.com", "Alex Approver", "UTC", "usr_approver"),
        Member("operator", ("operator",), "operator@example.com", "Olivia Operator", "UTC", "usr_operator"),
        Member("viewer", ("viewer",), "viewer@example.com", "Vic Viewer", "UTC", "usr_viewer"),
    ),
    "otherfirm": (
        Member("stranger", ("customer",), "stranger@example.com", "Sam Stranger", "UTC", "usr_stranger"),
    ),
}


def rows(tenant_id: str, issuer: str, members: Iterable[Member]) -> Iterator[Row]:
    """Every row of these members; the sign-in first, since it may be refused, and opens nothing by itself."""
    yield Row(
        TENANTS, Keys(tenant_id).tenant(), {"tenant_id": tenant_id}, {"name": tenant_id, "status": "active"}
    )
    for member in members:
        user_id = member.user_id or stable_id("usr", tenant_id, issuer, member.sub)
        who = {"tenant_id": tenant_id, "user_id": user_id}
        yield Row(DOORS, keys.identity(issuer, member.sub), who, {}, once=True)
        yield _member(tenant_id, user_id, member)
        yield _coach(tenant_id, user_id)


def _member(tenant_id: str, user_id: str, member: Member) -> Row:
    said = {"roles": list(member.roles), "email": member.email}
    kept = {"name": member.name or member.email, "status": "active", "timezone": member.timezone}
    return Row(
        TENANTS, Keys(tenant_id).member(user_id), {"user_id": user_id, **said}, {**kept, "revision": 1}
    )


def _coach(tenant_id: str, user_id: str) -> Row:
    """A hired agent as the type `coach.v1` has it, set up already and without a subscription: the platform lends it."""
    agent_id, known = stable_id("agt", tenant_id, user_id, COACH_TYPE), Keys(tenant_id)
    kind = shipped()[COACH_TYPE]
    terms, config = kind["enforcement_defaults"], kind["sample_config"]
    coach = {
        "name": config["nickname"], "description": kind["description"], "version": kind["version"],
        "capabilities": {"tools": kind["tools"]},
        "planner_config": {"persona": kind["persona"], **kind["planner"]},
        "rate_limit_rpm": terms["rate_limit_rpm"], "budget_cents": terms["budget_cents"],
        "enforcement": prescribed(terms), "trial": {"status": "none"}, "mode": "live", "paused_reason": "",
        "config": config, "config_draft": {}, "configured": True, "finalized_at": utc(), "subscription_id": "",
        "status": "active", "revision": 1,
    }  # fmt: skip
    fixed = {
        "tenant_id": tenant_id, "agent_id": agent_id, "agent_type_id": COACH_TYPE, "owner_id": user_id,
        "gsi1pk": known.hired_agents(), "gsi1sk": agent_id,
    }  # fmt: skip
    return Row(AGENTS, known.agent(user_id, agent_id), fixed, coach)


def stable_id(prefix: str, *parts: str) -> str:
    """An id of the usual form that is the same for the same parts, so that a repeat finds what it made."""
    return f"{prefix}_{ULID.from_bytes(bytes.fromhex(keys.digest(*parts))[:16])}"
