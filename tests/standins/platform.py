"""A tenant with a customer, his coach and an open socket, on the account and the cloud in memory."""

import time
from typing import Any

from greenlight import doors, keys
from greenlight.caller import Caller
from greenlight.declare import AGENTS, TENANTS
from greenlight.items import Items
from greenlight.threads.lifecycle import claims_of
from greenlight.tokens import sign_run

TENANT, CUSTOMER, AGENT, CONNECTION = "acmehealth", "usr_customer", "agt_coach", "conn="
LATER = int(time.time()) + 3600


def caller(user_id: str = CUSTOMER, tenant_id: str = TENANT) -> Caller:
    return Caller(tenant_id, user_id, frozenset({"customer"}), correlation_id="cor_1", expires_at=LATER)


def settle_in(user_id: str = CUSTOMER, tenant_id: str = TENANT, **changes: Any) -> None:
    """A member and his hired coach; `changes` go into the coach's row."""
    known = keys.Keys(tenant_id)
    member = {"name": user_id, "email": "", "roles": ["customer"], "status": "active", "timezone": "UTC"}
    Items(TENANTS).put({**known.member(user_id), **member})
    coach = {
        "agent_id": AGENT, "name": "Coach", "agent_type_id": "coach.v1", "status": "active",
        "capabilities": {"tools": ["*"]}, "planner_config": {"persona": "coach"},
    }  # fmt: skip
    Items(AGENTS).put({**known.agent(user_id, AGENT), **coach, **changes})


def ticket(user_id: str = CUSTOMER, tenant_id: str = TENANT) -> str:
    return doors.issue_ticket(caller(user_id, tenant_id)).secret


def token_for(run: dict[str, Any], **changes: Any) -> str:
    return sign_run(claims_of({**run, **changes}))
