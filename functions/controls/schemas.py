"""What crosses at the doors of controls."""

from typing import Annotated, Any, Literal

from greenlight.ids import Id
from pydantic import AwareDatetime, BaseModel, Field

Reason = Annotated[str, Field(min_length=1, max_length=300)]
Gate = Literal["context", "tools", "final"]


class Switches(BaseModel):
    """What is stopped, and why, in words that whoever is refused gets to read; `reason` is that of the whole tenant."""

    tenant: bool = False
    reason: str = Field(default="", max_length=300)
    agents: dict[Id, Reason] = Field(default={}, max_length=200)
    tools: dict[str, Reason] = Field(default={}, max_length=200, description="by catalogue name")


class StoredSwitches(Switches):
    revision: int


class Addition(BaseModel):
    """A Cedar policy that forbids something more; for one agent type, or for the whole tenant."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    cedar: str = Field(min_length=1, max_length=4000)
    agent_type_id: Id | None = None


class Policy(BaseModel):
    """`hosts` may be read from without asking (GET, by https); `additions` only tighten."""

    hosts: list[str] = Field(default=[], max_length=200)
    additions: list[Addition] = Field(default=[], max_length=20)


class StoredPolicy(Policy):
    version: int = Field(
        description="rises with every change; an action is bound to the one it was judged by"
    )
    revision: int


class NewStanding(BaseModel):
    """A yes in advance: each argument of the tool has a matcher, and not all of them may be `any`."""

    agent_id: Id
    tool: str = Field(min_length=3, max_length=128)
    arguments: dict[str, dict[str, Any]] = Field(
        description="by name: {const} | {enum: []} | {prefix} | {min, max} | {any: true}"
    )
    uses: int = Field(ge=1, le=1000)
    expires_at: AwareDatetime = Field(description="at most 90 days from now")


class Standing(BaseModel):
    standing_id: str
    agent_id: str
    tool: str
    arguments: dict[str, dict[str, Any]]
    uses: int
    used: int
    status: Literal["active", "used_up", "expired", "revoked"]
    expires_at: str
    created_at: str
    last_used_at: str
    revoked_at: str
    revision: int
    entries: list[str] = Field(description="ids of its audit entries")


class Standings(BaseModel):
    items: list[Standing]
    next_cursor: str | None


class StandingQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class AuditMode(BaseModel):
    """Which gates of this thread wait for a person from its next leg on; off releases nothing that waits already."""

    thread_id: Id
    on: bool
    gates: list[Gate] = ["context", "tools", "final"]
    ask_reads: bool = Field(
        default=False, description="let even tools that only look wait at the gate `tools`"
    )


class StoredAuditMode(BaseModel):
    thread_id: str
    on: bool
    gates: list[Gate]
    ask_reads: bool
