"""What crosses at the doors of hiring."""

from typing import Literal

from greenlight.ids import Id
from greenlight.subscriptions import Plan, TrialStatus, TrialTerms
from pydantic import BaseModel, Field

Moment = str | None  # ISO 8601 in UTC


class SubscriptionsQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class NewSubscription(BaseModel):
    """Hires an agent of this type; `trial` for as long and as much as the type allows before somebody pays."""

    agent_type_id: Id
    plan: Plan = "trial"
    name: str = Field(default="", max_length=80)


class Conversion(BaseModel):
    """From a trial to a plan that is paid for."""

    plan: Literal["monthly"] = "monthly"


class Farewell(BaseModel):
    reason: str = Field(default="", max_length=300)


class Subscription(BaseModel):
    """`retention_until` is set by the end: until then its agent can still be looked at."""

    subscription_id: str
    agent_id: str
    agent_type_id: str
    type_version: int
    title: str
    plan: Plan
    status: Literal["active", "ended"]
    trial_status: TrialStatus
    trial: TrialTerms
    started_at: str
    ended_at: Moment
    retention_until: Moment
    revision: int
    entries: list[str] = Field(description="ids of its audit entries")


class Subscriptions(BaseModel):
    items: list[Subscription]
    next_cursor: str | None


class SummaryQuery(BaseModel):
    selected: str = Field(default="", max_length=128, description="an agent's id, or a subscription's")


class Connection(BaseModel):
    """One of an instance's credentials, by its reference; `status` is what the vault says of it."""

    credential_ref: str
    place: str = Field(description="JSON pointer into the config")
    provider: str
    name: str
    status: Literal["connected", "needs_reconnect", "revoked", "missing"]
    checked_at: Moment


class Instance(BaseModel):
    """One hired agent, as the selector and its hub show it; whoever came without a subscription has none of it."""

    agent_id: str
    subscription_id: str | None
    nickname: str
    avatar_theme: str
    agent_type_id: str
    type_version: int
    title: str
    plan: Plan | None
    subscription_status: Literal["active", "ended", "none"]
    trial_status: TrialStatus
    trial: TrialTerms
    ended_at: Moment
    retention_until: Moment
    status: Literal["active", "paused", "disabled"]
    mode: Literal["live", "draft", "rehearse"]
    configured: bool
    finalized_at: Moment
    goals_completed: int
    connections: list[Connection]
    connection_health: Literal["connected", "needs_reconnect", "revoked", "missing", "none"] = Field(
        description="the worst of its connections"
    )
    can_configure: bool
    can_set_goals: bool
    disabled: bool = Field(description="ended, and beyond retention")


class Usage(BaseModel):
    """`actions` and `goal_runs` of the trial, as far as it has caps for them; cents of this month, by UTC."""

    agent_id: str
    actions: int
    goal_runs: int
    month: str = Field(description="such as 2026-01")
    budget_cents: int | None = Field(description="of a month; null for no limit")
    spent_cents: int
    held_cents: int = Field(description="for what waits for a person")


class MyAgents(BaseModel):
    instances: list[Instance]
    selected: str | None = Field(description="agent id")
    usage: Usage | None = Field(description="of the selected one")


class Zones(BaseModel):
    items: list[str]
    next_cursor: None
    yours: str
