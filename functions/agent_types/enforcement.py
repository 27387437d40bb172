"""What a type prescribes for each agent that is hired from it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Seconds = Annotated[int, Field(ge=60, le=30 * 24 * 3600)]
Never = Annotated[int, Field(ge=0, le=30 * 24 * 3600)]
Effect = Literal["read", "write", "external"]
# Each has an inbox, and an approval's end moves it in all of them: a transaction has 100 writes at most.
Assignees = Annotated[
    list[Annotated[str, Field(pattern=r"^role\.approver$|^usr_[A-Za-z0-9_-]{1,60}$")]], Field(max_length=20)
]
Verb = Literal["publish", "post", "send", "place_order", "close_position"]


class Asking(BaseModel):
    """Whom to ask and for how long, in seconds; with `always_ask` nobody says yes in advance."""

    expires_in: Seconds | None = None
    remind_after: Never | None = None
    escalate_after: Never | None = None
    people: Literal[1, 2] | None = None
    fresh_login: bool | None = None
    assignees: Assignees | None = None
    always_ask: bool | None = None
    risk: Literal["low", "medium", "high"] | None = None


class Approvals(Asking):
    """The most specific one wins: a verb's, then its effect's, then what stands here."""

    effects: dict[Effect, Asking] = {}
    verbs: dict[Verb, Asking] = {}


class Caps(BaseModel):
    actions: int | None = Field(default=None, ge=0, le=100_000)
    goal_runs: int | None = Field(default=None, ge=0, le=100_000)


class Trial(BaseModel):
    """0 days: there is no trial."""

    days: int = Field(ge=0, le=365)
    caps: Caps = Caps()


class RiskLimit(BaseModel):
    """What a tool's argument may be at most; `*` in the pointer is every element of a list."""

    tool: str = Field(max_length=128)
    pointer: str = Field(pattern="^/", max_length=200)
    max: int | float = Field(ge=0, le=10**15)  # what a table's number holds exactly


class Rate(BaseModel):
    """Rupees to the dollar, as decimal text; the version stands in every draft that used it."""

    version: str = Field(min_length=1, max_length=32)
    usd_inr: str = Field(pattern=r"^[1-9][0-9]{0,5}(\.[0-9]{1,8})?$")


class EnforcementDefaults(BaseModel):
    approvals: Approvals = Approvals()
    trial: Trial = Trial(days=0)
    budget_cents: int | None = Field(
        default=None, ge=0, le=100_000_000, description="a month; null: no limit"
    )
    rate_limit_rpm: int = Field(default=60, ge=1, le=6000)
    risk_limits: list[RiskLimit] = Field(default=[], max_length=50)
    retention_days: int = Field(default=30, ge=0, le=3650)
    fx: Rate | None = None


def whole(said: dict[str, Any]) -> dict[str, Any]:
    """With every term that was left out as it is today, so that a published version does not change with our code.

    What asks whom stays as it was written: there, a word that is missing leaves the matter to a less specific one.
    """
    defaults = EnforcementDefaults().model_dump(mode="json", exclude={"approvals", "fx"}, exclude_none=False)
    defaults["trial"]["caps"] = {}
    return {"approvals": {}, **defaults, **said}
