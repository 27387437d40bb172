"""What crosses at the doors of agent types."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from .enforcement import EnforcementDefaults

Frequency = Literal["daily", "weekly", "monthly", "on_demand"]
DEEPEST = 32  # levels of JSON: what is deeper cannot be written down again, let alone shown


def _shallow(value: dict[str, Any]) -> dict[str, Any]:
    """Raises ValueError, before anything walks into it."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        members = [
            one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)
        ]
        level = [inner for member in members for inner in member]
    if level:
        raise ValueError(f"is nested more than {DEEPEST} deep")
    return value


Json = Annotated[dict[str, Any], AfterValidator(_shallow)]


class Planner(BaseModel):
    """`deterministic` calls no model at all."""

    kind: Literal["model", "deterministic"]
    output_tokens: int | None = Field(default=None, ge=100, le=16_000)
    temperature: float | None = Field(default=None, ge=0, le=2)


class GoalTemplate(BaseModel):
    """A goal that a customer may choose; `skill_binding` names what drafts its deliverables."""

    goal_template_id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")
    title: str = Field(min_length=1, max_length=120)
    description: str = Field(max_length=1000)
    frequencies: list[Frequency] = Field(min_length=1, max_length=4)
    default_frequency: Frequency
    settings_schema: Json
    sample_settings: Json
    skill_binding: str = Field(max_length=64)
    deliverables: Literal["post", "trade", "report"]


class Content(BaseModel):
    """All that an author writes. The schemas are JSON Schema 2020-12 in the words that docs/decisions/0023 lists."""

    title: str = Field(min_length=1, max_length=120)
    description: str = Field(max_length=1000)
    persona: str = Field(
        min_length=1, max_length=2000, description="who the agent is, in words for its model"
    )
    tools: list[str] = Field(min_length=1, max_length=50, description="patterns over catalogue names")
    planner: Planner
    config_schema: Json
    sample_config: Json
    goal_templates: list[GoalTemplate] = Field(max_length=20)
    enforcement_defaults: EnforcementDefaults


class Definition(Content):
    """What an author sends; it may be a published one, changed. Id and version are then those that it came with."""

    agent_type_id: str | None = None
    version: int | None = Field(default=None, ge=1, description="the one it was made from, or the next")


class Problem(BaseModel):
    pointer: str
    detail: str


class Draft(Content):
    """What `publish` would make a version of; it takes it only when there are no problems."""

    agent_type_id: str
    version: int = Field(description="the one that it would become")
    problems: list[Problem]
    updated_at: str
    updated_by: str
    revision: int


class DraftLine(BaseModel):
    """What stands in a list of drafts."""

    agent_type_id: str
    title: str
    updated_at: str
    updated_by: str
    revision: int


class Drafts(BaseModel):
    items: list[DraftLine]
    next_cursor: str | None


class DraftsQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=512)


class AgentType(Content):
    """One published version; it never changes."""

    agent_type_id: str
    version: int
    publisher: str = Field(description="`platform`, or your tenant")
    published_at: str
    sha256: str


class Summary(BaseModel):
    """The newest version of a type."""

    agent_type_id: str
    version: int
    title: str
    description: str
    publisher: str


class AgentTypes(BaseModel):
    items: list[Summary]
    next_cursor: str | None


class TypesQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str = Field(default="", max_length=128)


class TypeQuery(BaseModel):
    version: int | None = Field(default=None, ge=1, le=999_999)
