"""The last step: the run ends, and in the same transaction a mail and an event say what is ready."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from greenlight import goal_runs, outbox
from greenlight.declare import AGENTS
from greenlight.goal_runs import GoalRun
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import Keys
from greenlight.observe import note

from .marks import moving

EVENT = "greenlight.deliverables.ready.v1"


def notify(event: Mapping[str, Any]) -> dict[str, Any]:
    """`{tenant_id, goal_run_id, correlation_id}` → `{goal_run_id, status}`. Asked again, it tells nobody twice."""
    run = goal_runs.get(event["tenant_id"], event["goal_run_id"])
    if run.status == "running":
        status = outcome(run.counts)
        detail = "" if status == "succeeded" else _why(run)
        ended = moving(run, status, detail=detail)
        with suppress(ConditionFailed):
            commit([ended, _telling(run, status), *([_mail(run)] if run.counts.get("opened") else [])])
        run = goal_runs.get(run.tenant_id, run.goal_run_id)
    note(status=run.status)
    return {"goal_run_id": run.goal_run_id, "status": run.status}


def outcome(counts: Mapping[str, int]) -> str:
    """Succeeded if all is open for review, failed if nothing is, partial in between."""
    opened = counts.get("opened", 0)
    if not opened:
        return "failed"
    return "partial" if counts.get("refused", 0) + counts.get("denied", 0) else "succeeded"


def _why(run: GoalRun) -> str:
    """In a sentence; the run's `refused` and the deliverables' `problems` say it at length."""
    counts, first = run.counts, next((each for one in run.refused for each in one["problems"]), None)
    total = counts.get("drafted", 0) + counts.get("refused", 0)
    missed = counts.get("refused", 0) + counts.get("denied", 0)
    return f"{missed} of {total} drafts could not be offered for review" + (
        f": {first['detail']}" if first else "."
    )


def _telling(run: GoalRun, status: str) -> Write:
    data = {
        "user_id": run.user_id, "agent_id": run.agent_id, "goal_id": run.goal_id, "goal_run_id": run.goal_run_id,
        "group_id": run.group_id, "deliverable_ids": list(run.deliverable_ids), "status": status,
        "correlation_id": run.correlation_id,
    }  # fmt: skip
    return outbox.row(run.tenant_id, "event", {"type": EVENT, "subject": run.goal_run_id, "data": data})


def _mail(run: GoalRun) -> Write:
    """By what the rows say of their names now: the agent may be paused meanwhile, the goal gone."""
    keys, items = Keys(run.tenant_id), Items(AGENTS)
    agent = items.get(keys.agent(run.user_id, run.agent_id)) or {}
    goal = items.get(keys.goal(run.user_id, run.agent_id, run.goal_id)) or {}
    facts = {
        "agent": agent.get("name", "Your agent"), "goal": goal.get("title", "a goal"), "count": run.counts["opened"],
        "reference": run.goal_run_id,
    }  # fmt: skip
    return outbox.row(
        run.tenant_id, "mail", {"template": "deliverables_ready", "to": [run.user_id], "facts": facts}
    )
