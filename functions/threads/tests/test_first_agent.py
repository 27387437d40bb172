"""Whom a new thread talks to: hiring another agent never changes that."""

from greenlight.agents import first_hired
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.platform import AGENT, CUSTOMER, TENANT, settle_in


def hire(agent_id: str, created_at: str, status: str = "active") -> None:
    item = {
        "agent_id": agent_id, "name": "Maya", "agent_type_id": "marketing.healthcare.v1", "status": status,
        "capabilities": {"tools": ["social.*"]}, "planner_config": {"persona": "p"}, "created_at": created_at,
    }  # fmt: skip
    Items(AGENTS).put({**Keys(TENANT).agent(CUSTOMER, agent_id), **item})


def test_the_agent_that_a_member_began_with_stays_the_first(account: None) -> None:
    settle_in()
    hire("agt_a", "2026-01-01T00:00:00.000Z")
    assert first_hired(TENANT, CUSTOMER).agent_id == AGENT
    settle_in(status="paused")
    hire("agt_b", "2025-01-01T00:00:00.000Z")
    hire("agt_0", "2024-01-01T00:00:00.000Z", status="paused")
    assert first_hired(TENANT, CUSTOMER).agent_id == "agt_b"
