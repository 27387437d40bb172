"""What crosses at the doors of goals."""

from typing import Any, Literal, Self

from greenlight.goals.misfire import MOST_BACKFILL, Rule
from greenlight.goals.recurrence import Frequency, Weekday
from pydantic import BaseModel, Field, model_validator

GOAL_ID = r"^gol_[0-7][0-9A-HJKMNP-TV-Z]{25}$"  # a ULID: a client may make one, and it fits a schedule's name


class Schedule(BaseModel):
    """When, by the goal's own wall clock; `weekday` counts for weekly goals alone, `day` for monthly ones."""

    time: str = Field(default="09:00", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    weekday: Weekday = "MON"
    day: int = Field(default=1, ge=1, le=31, description="of a month without it, the last day")


class Misfire(BaseModel):
    """What becomes of slots that were missed: none, the newest, or the newest `most`."""

    rule: Rule = "run_once"
    most: int = Field(default=1, ge=1, le=MOST_BACKFILL)


class GoalBody(BaseModel):
    """`settings` by the template's schema; what they leave out comes from the agent's configuration."""

    goal_template_id: str = Field(min_length=1, max_length=64)
    title: str = Field(default="", max_length=120, description="else the template's")
    frequency: Frequency | None = Field(default=None, description="one of the template's; else its default")
    schedule: Schedule = Schedule()
    timezone: str | None = Field(default=None, description="IANA; else that of the agent's configuration")
    settings: dict[str, Any] = {}
    misfire: Misfire = Misfire()
    overlap: Literal["skip", "allow"] = Field(
        default="skip", description="what to do when the last run is still at work"
    )
    status: Literal["active", "paused"] = "active"

    @model_validator(mode="after")
    def _may_overlap(self) -> Self:
        """Runs for several missed slots begin together."""
        if self.misfire.rule == "backfill" and self.misfire.most > 1 and self.overlap == "skip":
            raise ValueError("a backfill of several slots needs overlap: allow")
        return self


class NamedGoalBody(GoalBody):
    goal_id: str | None = Field(default=None, pattern=GOAL_ID)


class NamedGoal(BaseModel):
    goal_id: str = Field(pattern=GOAL_ID)


class StoredGoal(BaseModel):
    goal_id: str
    agent_id: str
    goal_template_id: str
    agent_type_id: str
    type_version: int
    title: str
    frequency: Frequency
    schedule: Schedule
    timezone: str
    settings: dict[str, Any]
    misfire: Misfire
    overlap: Literal["skip", "allow"]
    status: Literal["active", "paused"]
    next_slot: str | None = Field(description="nominal local time of the next slot")
    next_at: str | None = Field(description="the moment at which it comes, in UTC")
    last_slot: str
    active_run: str = Field(description="the newest run")
    created_at: str
    updated_at: str
    revision: int
    entries: list[str] = Field(description="ids of its audit entries")


class GoalList(BaseModel):
    items: list[StoredGoal]
    next_cursor: str | None


class GoalQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class NewRun(BaseModel):
    goal_run_id: str
    goal_id: str
    status: Literal["queued"]
