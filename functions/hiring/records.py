"""What is stored when somebody hires: a subscription, and an instance that waits to be configured. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight.agent_types import AgentType
from greenlight.caller import Caller
from greenlight.enforcement import prescribed
from greenlight.items import Item
from greenlight.keys import Keys
from greenlight.subscriptions import Plan
from greenlight.threads.records import utc

DAY = 24 * 3600  # seconds
TRIAL_DAYS, RETENTION_DAYS = 14, 30  # of a type that says nothing
CALLS_A_MINUTE = 60
UNFINISHED = "Finish its configuration first."


@dataclass(frozen=True, slots=True)
class Hire:
    """One act of hiring; `now` in epoch seconds UTC, `entry_id` of its audit entry."""

    caller: Caller
    kind: AgentType
    plan: Plan
    name: str
    subscription_id: str
    agent_id: str
    entry_id: str
    now: float

    @property
    def trial(self) -> dict[str, Any]:
        """As the subscription and the agent both keep it."""
        if self.plan != "trial":
            return {"status": "none", "started_at": "", "ends_at": "", "caps": {}}
        said = self.kind.enforcement_defaults.get("trial", {})
        ends_at = self.now + said.get("days", TRIAL_DAYS) * DAY
        caps = dict(said.get("caps", {}))
        return {"status": "active", "started_at": utc(self.now), "ends_at": utc(ends_at), "caps": caps}


def subscription(hire: Hire) -> Item:
    caller, kind = hire.caller, hire.kind
    return {
        **Keys(caller.tenant_id).subscription(caller.user_id, hire.subscription_id), "tenant_id": caller.tenant_id,
        "user_id": caller.user_id, "subscription_id": hire.subscription_id, "agent_id": hire.agent_id,
        "agent_type_id": kind.agent_type_id, "type_version": kind.version, "title": kind.title, "plan": hire.plan,
        "status": "active", "trial": hire.trial, "started_at": utc(hire.now), "ended_at": "", "retention_until": "",
        "retention_days": kind.enforcement_defaults.get("retention_days", RETENTION_DAYS), "revision": 1,
        "entries": [hire.entry_id],
    }  # fmt: skip


def instance(hire: Hire) -> Item:
    """A draft: paused, so that it does nothing until its configuration is finished."""
    caller, kind, now = hire.caller, hire.kind, utc(hire.now)
    keys = Keys(caller.tenant_id)
    return {
        **keys.agent(caller.user_id, hire.agent_id), "gsi1pk": keys.hired_agents(), "gsi1sk": hire.agent_id,
        "tenant_id": caller.tenant_id, "agent_id": hire.agent_id, "owner_id": caller.user_id,
        "subscription_id": hire.subscription_id, "agent_type_id": kind.agent_type_id, "version": kind.version,
        "name": hire.name or kind.title, "description": kind.description, "mode": "live", "status": "paused",
        "paused_by": "", "paused_reason": UNFINISHED, "config": {}, "config_draft": {}, "configured": False,
        "finalized_at": "", "goals_completed": 0, "trial": hire.trial, **_terms(kind), "revision": 1,
        "created_at": now, "updated_at": now, "entries": [hire.entry_id],
    }  # fmt: skip


def _terms(kind: AgentType) -> Mapping[str, Any]:
    """What its type lets it do, as every gate reads it from the agent's own row."""
    said = kind.enforcement_defaults
    return {
        "capabilities": {"tools": list(kind.tools)},
        "planner_config": {**kind.planner, "persona": kind.persona},
        "rate_limit_rpm": said.get("rate_limit_rpm", CALLS_A_MINUTE),
        "budget_cents": said.get("budget_cents"),
        "enforcement": prescribed(said),
    }
