"""A tenant with a hired agent, a goal, a draft that a person was asked about, and what came of it."""

from typing import Any

import pytest
from greenlight.declare import AGENTS
from greenlight.deliverables import changes
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc

from functions.operators.app import handler
from tests.standins.approvals import PEOPLE, gather
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import CUSTOMER, TENANT

__all__ = ["account"]
CONFIG = {"nickname": "Mona", "platform_credentials": {"x": "crd_1"}}


@pytest.fixture
def people(account: None) -> None:
    gather()


def operate(method: str, url: str, body: Any = None, **more: Any) -> Said:
    """As the tenant's operator, unless another is named."""
    return asked(handler, method, url, body, **{"user": PEOPLE["operator"], **more})


def hire(**fields: Any) -> str:
    """The customer's marketing agent with one goal; its id."""
    agent_id, keys = new_id("agt"), Keys(TENANT)
    item = {
        "agent_id": agent_id, "name": "Mona", "agent_type_id": "marketing.healthcare.v1", "status": "active",
        "owner_id": CUSTOMER, "capabilities": {"tools": ["social.*"]}, "planner_config": {"persona": "p"},
        "config": CONFIG, "configured": True, "version": 1, "revision": 1, "finalized_at": utc(),
        "trial": {"status": "active"}, "gsi1pk": keys.hired_agents(), "gsi1sk": agent_id, **fields,
    }  # fmt: skip
    Items(AGENTS).put({**keys.agent(CUSTOMER, agent_id), **item})
    goal = {
        "goal_id": new_id("gol"), "goal_template_id": "daily_micro_post", "title": "A post a day",
        "frequency": "daily", "status": "active",
    }  # fmt: skip
    Items(AGENTS).put({**keys.goal(CUSTOMER, agent_id, goal["goal_id"]), **goal})
    return agent_id


def drafted(agent_id: str, correlation_id: str = "") -> Deliverable:
    deliverable_id, run_id = new_id("dlv"), new_id("grn")
    correlation_id = correlation_id or f"cor_{deliverable_id}"
    Items(AGENTS).put({
        **Keys(TENANT).goal_run(run_id), "goal_run_id": run_id, "goal_id": "gol_1", "trigger": "schedule",
        "slot": "2026-11-20T09:00", "status": "succeeded", "started_at": utc(), "finished_at": utc(),
        "correlation_id": correlation_id, "open_deliverables": 1,
    })  # fmt: skip
    commit(changes.drafting({
        "deliverable_id": deliverable_id, "tenant_id": TENANT, "user_id": CUSTOMER, "agent_id": agent_id,
        "goal_id": "gol_1", "goal_run_id": run_id, "kind": "post", "title": "A post", "tool": "social.x_post",
        "verb": "post", "arguments": {"text": "hello"}, "content": {}, "correlation_id": correlation_id,
    }))  # fmt: skip
    return Deliverables(TENANT).get(deliverable_id)
