"""What became of an agent's goals: its runs, with what each drafted, refused, or why it was denied."""

from typing import Any, Literal

from greenlight import goal_runs
from greenlight.declare import AGENTS
from greenlight.goal_runs import GoalRun, Status
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.rest import current_caller, query
from greenlight.spec import spec
from pydantic import BaseModel, Field

from . import store
from .goal_schemas import GOAL_ID


class RunQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None
    goal: str | None = Field(default=None, pattern=GOAL_ID, description="runs of this goal alone")


class StoredRun(BaseModel):
    goal_run_id: str
    goal_id: str
    goal_template_id: str
    type_version: int
    slot: str = Field(description="nominal local time it was due at; empty for one that was not scheduled")
    trigger: Literal["schedule", "manual", "net", "revise"]
    status: Status
    rule: str = Field(description="of a denied run, the rule that denied it")
    detail: str
    counts: dict[str, int]
    refused: list[dict[str, Any]]
    group_id: str
    deliverable_ids: list[str]
    correlation_id: str
    created_at: str
    started_at: str
    finished_at: str


class RunList(BaseModel):
    items: list[StoredRun]
    next_cursor: str | None


@spec(query=RunQuery, returns=RunList, roles=("customer", "viewer"))
def list_goal_runs(agent_id: str) -> dict[str, Any]:
    """The agent's runs, newest first; with `goal`, a page may hold fewer than its limit though more follow."""
    caller, asked = current_caller(), query(RunQuery)
    store.get(caller, agent_id)
    page = Items(AGENTS).query(
        Keys(caller.tenant_id).goal_runs_of(agent_id), index=1, limit=asked.limit, cursor=asked.cursor,
        descending=True,
    )  # fmt: skip
    found = [goal_runs.from_item(item) for item in page.items]
    mine = [run for run in found if run.user_id == caller.user_id and asked.goal in {None, run.goal_id}]
    return {"items": [_shown(run) for run in mine], "next_cursor": page.next}


def _shown(run: GoalRun) -> dict[str, Any]:
    shown = {name: getattr(run, name) for name in StoredRun.model_fields}
    return shown | {"refused": list(run.refused), "deliverable_ids": list(run.deliverable_ids)}
