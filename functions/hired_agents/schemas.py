"""What crosses at the doors of hired agents."""

from typing import Any, Literal

from greenlight.ids import Id
from greenlight.subscriptions import TrialStatus, TrialTerms
from pydantic import BaseModel, Field

Mode = Literal["live", "draft", "rehearse"]
Moment = str | None  # ISO 8601 in UTC


class AgentsQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class ConfigDraft(BaseModel):
    """A whole config, as far as it has come; name and mode hold at once, the config when it is finalised."""

    subscription_id: Id
    name: str | None = Field(default=None, min_length=1, max_length=80)
    config: dict[str, Any] = Field(description="by the `config_schema` of the agent's type")
    mode: Mode | None = None


class Pause(BaseModel):
    reason: str = Field(default="", max_length=300)


class NewMode(BaseModel):
    mode: Mode


class Missing(BaseModel):
    """`pointer` leads into `{config}`, as `PUT …/draft` takes it."""

    pointer: str
    detail: str


class Agent(BaseModel):
    """A hired agent; `version` is that of its type, which it keeps. `paused_reason` is empty while it is active."""

    agent_id: str
    subscription_id: str | None
    name: str
    description: str
    agent_type_id: str
    version: int
    owner_id: str
    capabilities: dict[str, Any]
    planner_config: dict[str, Any]
    rate_limit_rpm: int
    budget_cents: int | None
    status: Literal["active", "paused", "disabled"]
    paused_by: str
    paused_reason: str
    mode: Mode
    configured: bool = Field(description="the type needs nothing more of its config")
    finalized_at: Moment
    trial_status: TrialStatus
    trial: TrialTerms
    goals_completed: int
    revision: int
    created_at: Moment
    updated_at: Moment


class HiredAgents(BaseModel):
    items: list[Agent]
    next_cursor: str | None


class AgentInFull(Agent):
    """With all that its form needs: schema, values, what is missing. `config` is in force, `config_draft` not yet."""

    config: dict[str, Any]
    config_draft: dict[str, Any]
    config_schema: dict[str, Any]
    missing: list[Missing] = Field(description="what `finalize` would still refuse")
    enforcement: dict[str, Any]
    entries: list[str] = Field(description="ids of its latest audit entries")
