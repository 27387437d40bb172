"""What crosses at the operators' doors."""

from typing import Any, Literal

from greenlight.ids import Id
from pydantic import BaseModel, Field


class Page(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class OfAgent(Page):
    agent_id: Id | None = None
    status: str = Field(default="", max_length=20)


class DenialQuery(Page):
    correlation_id: str = Field(default="", max_length=128)


class Override(BaseModel):
    """Why: the customer reads it, and so does whoever audits."""

    reason: str = Field(min_length=1, max_length=300)


class GoalLine(BaseModel):
    goal_id: str
    goal_template_id: str
    title: str
    frequency: str
    status: str
    last_slot: str


class AgentLine(BaseModel):
    """`config` as its customer set it up: credentials by reference, never a secret."""

    agent_id: str
    owner_id: str
    name: str
    agent_type_id: str
    version: int
    status: str
    paused_reason: str
    mode: str
    configured: bool
    trial: dict[str, Any]
    subscription_id: str
    config: dict[str, Any]
    goals: list[GoalLine]
    revision: int


class Agents(BaseModel):
    items: list[AgentLine]
    next_cursor: str | None


class Listed(BaseModel):
    items: list[dict[str, Any]]
    next_cursor: str | None


class Moment(BaseModel):
    """`subject` is the id of what it happened to; `detail` the words or fields that were kept with it."""

    at: str
    source: Literal["api", "run", "approval", "effect", "deliverable", "denial", "audit"]
    what: str
    actor: str
    subject: str
    detail: Any = None


class Timeline(BaseModel):
    """`related` are the correlation ids of what these moments are about, such as the run that drafted it."""

    correlation_id: str
    items: list[Moment]
    related: list[str]
