"""The first step: whether this run may go on, by today's table, and what there is to draft."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from greenlight import denials, goal_runs, spending
from greenlight.agents import HiredAgent
from greenlight.approvals import controls
from greenlight.declare import LEDGER
from greenlight.deliverables.changes import moving as moving_deliverable
from greenlight.deliverables.changes import settling_one
from greenlight.deliverables.store import Deliverables
from greenlight.denials import Denial
from greenlight.errors import Denied, NotFound, OverBudget, Refused
from greenlight.goal_runs import GoalRun
from greenlight.items import ConditionFailed, Items, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.writes import Write

from . import given as givens
from .given import Given
from .marks import moving
from .skills import SKILLS

MOST_ROUNDS = 3  # of revising one deliverable
OVER = frozenset({"none", "converted"})
Clock = Callable[[], float]


def enforce(event: Mapping[str, Any], now: Clock = time.time) -> dict[str, Any]:
    """`{tenant_id, goal_run_id, correlation_id}` → the same with `next` (compose, draft, over) and `items`.

    Asked again it answers the same, and counts nothing twice. Raises NotFound.
    """
    run = goal_runs.get(event["tenant_id"], event["goal_run_id"])
    if run.status == "queued":
        run = _judged(run, now)
    if run.status != "running":
        return {**event, "next": "over", "items": []}
    composes = SKILLS[givens.of(run).skill].composes and not run.deliverable_id
    items = [{**_ids(event), "item": item} for item in run.items]
    return {**event, "next": "compose" if composes else "draft", "items": items}


def _ids(event: Mapping[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in ("tenant_id", "goal_run_id", "correlation_id")}


def _judged(run: GoalRun, now: Clock) -> GoalRun:
    """Running, denied, or as another execution left it."""
    try:
        given = givens.of(run)
        _check(given, now())
        items = SKILLS[given.skill].items(given)
        _begin(given, items)
    except Refused as refused:
        _deny(run, refused)
    except ConditionFailed as failed:
        if failed.index:
            _deny(run, Denied("The trial's goal runs are used up.", rule="trial"))
    return goal_runs.get(run.tenant_id, run.goal_run_id)


def _check(given: Given, now: float) -> None:
    """Raises Refused with its `rule`."""
    run, agent = given.run, given.agent
    if reason := controls.load(run.tenant_id).killed(agent.agent_id, ""):
        raise Denied(f"This was switched off: {reason}", rule="kill_switch")
    if given.revised and given.revised.rounds >= MOST_ROUNDS:
        raise Denied(
            f"This was drafted anew {MOST_ROUNDS} times; start the goal again instead.", rule="rounds"
        )
    if given.revised and given.revised.status != "revising":
        raise Denied(f"This is {given.revised.status}; there is nothing to draft anew.", rule="status")
    if _trial_is_over(agent, now):
        raise Denied(f"The trial of {agent.name} is over.", rule="trial")
    asks_model = SKILLS[given.skill].asks_model
    if asks_model and not spending.has_room(run.tenant_id, agent.agent_id, agent.budget_cents, now):
        raise OverBudget(f"This month's budget of {agent.name} is used up.", rule="budget")


def _trial_is_over(agent: HiredAgent, now: float) -> bool:
    """As the bus sees it (functions/executor/bus/quotas.py): `ends_at` in epoch seconds or ISO 8601."""
    status, ends = agent.trial.get("status", "none"), agent.trial.get("ends_at")
    if status in OVER:
        return False
    if isinstance(ends, str):
        ends = datetime.fromisoformat(ends).timestamp()
    return status != "active" or not isinstance(ends, int | float) or ends <= now


def _begin(given: Given, items: Sequence[str]) -> None:
    """Running, and counted in the trial, or neither."""
    run = given.run
    began = moving(
        run, "running", items=list(items), started_at=utc(), goal_id=run.goal_id, group_id=run.group_id,
        agent_type_id=run.agent_type_id, type_version=run.type_version, goal_template_id=run.goal_template_id,
    )  # fmt: skip
    commit([began, *_counting(given)])


def _counting(given: Given) -> list[Write]:
    """One goal run more of an active trial; what a person sends back is not another one."""
    most = given.agent.trial.get("caps", {}).get("goal_runs")
    if given.agent.trial.get("status") != "active" or most is None or given.revised:
        return []
    counter = Keys(given.run.tenant_id).trial(given.agent.agent_id)
    counting = Items(LEDGER).updating(
        counter, "ADD goal_runs :one",
        condition="attribute_not_exists(goal_runs) OR goal_runs < :most" if most > 0 else "goal_runs < :most",
        values={":one": 1, ":most": most},
    )  # fmt: skip
    return [counting]


def _deny(run: GoalRun, refused: Refused) -> None:
    """The run ends, with its denial; and so does what it was to draft anew."""
    rule = str(refused.extra.get("rule", "goal_run"))
    denial = Denial(
        rule=rule, detail=refused.detail, actor=f"agent:{run.agent_id}", stage="draft", subject=run.goal_run_id,
        correlation_id=run.correlation_id, agent_id=run.agent_id, user_id=run.user_id,
    )  # fmt: skip
    _, writes = denials.denying(run.tenant_id, denial)
    try:
        commit([moving(run, "denied", rule=rule, detail=refused.detail), *writes, *_giving_up(run)])
    except ConditionFailed as failed:
        if failed.index:
            raise


def _giving_up(run: GoalRun) -> list[Write]:
    """What a person sent back and is not drafted anew after all is rejected: nobody waits for it."""
    if not run.deliverable_id:
        return []
    try:
        one = Deliverables(run.tenant_id).owned_by(run.user_id, run.deliverable_id)
    except NotFound:
        return []
    if one.status != "revising":
        return []
    moved = moving_deliverable(one, "rejected", "platform:goal_run", "It could not be drafted anew.")
    return [moved, *settling_one(run.tenant_id, one.goal_run_id, "rejected")]
