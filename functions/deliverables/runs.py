"""A goal run of which everything is settled counts as one goal completed, once."""

from greenlight import goal_runs
from greenlight.declare import AGENTS
from greenlight.goal_runs import GoalRun
from greenlight.items import ConditionFailed, Items, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc

COUNTED = frozenset({"succeeded", "partial"})


def look_after(tenant_id: str, goal_run_id: str) -> str:
    """One that is at work is left where it stands, since the net of goals looks after it by the same place."""
    run = goal_runs.get(tenant_id, goal_run_id)
    if run.is_open:
        return "run_open"
    if run.open_deliverables > 0 or run.status not in COUNTED or run.trigger == "revise":
        return _leave(run)
    return _count(run)


def _leave(run: GoalRun) -> str:
    """Out of the index, if nothing was settled since it was read."""
    try:
        Items(AGENTS).update(
            Keys(run.tenant_id).goal_run(run.goal_run_id), "REMOVE gsi2pk, gsi2sk",
            condition="open_deliverables = :seen", values={":seen": run.open_deliverables},
        )  # fmt: skip
    except ConditionFailed:
        return "raced"
    return "run_left"


def _count(run: GoalRun) -> str:
    keys, items = Keys(run.tenant_id), Items(AGENTS)
    try:
        commit([
            items.updating(
                keys.goal_run(run.goal_run_id), "SET completed_at = :now REMOVE gsi2pk, gsi2sk",
                condition="attribute_not_exists(completed_at) AND open_deliverables <= :none",
                values={":now": utc(), ":none": 0},
            ),
            items.updating(
                keys.agent(run.user_id, run.agent_id), "ADD goals_completed :one",
                condition="attribute_exists(pk)", values={":one": 1},
            ),
        ])  # fmt: skip
    except ConditionFailed:
        return _leave(run)
    return "run_completed"
