"""The doors of a hired agent's goals: chosen from its type's templates, set up, run by hand, taken away."""

import time
from dataclasses import asdict, replace
from typing import Any

from greenlight import audit
from greenlight.caller import Caller
from greenlight.errors import Conflict, NotFound, Stale
from greenlight.goals.beginning import beginning, run_id
from greenlight.goals.records import Goal
from greenlight.goals.store import MISSING, Goals
from greenlight.items import ConditionFailed, Write, commit
from greenlight.keys import new_id
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec
from greenlight.threads.records import utc

from . import goal_rules, store
from .goal_schemas import GoalBody, GoalList, GoalQuery, NamedGoal, NamedGoalBody, NewRun, StoredGoal

READERS = ("customer", "viewer")
MOST_GOALS = 50  # of one agent
CHANGED = "The goal was changed meanwhile: read it again, then decide."


@spec(query=GoalQuery, returns=GoalList, roles=READERS)
def list_goals(agent_id: str) -> dict[str, Any]:
    """The agent's goals, oldest first."""
    caller, page = current_caller(), query(GoalQuery)
    store.get(caller, agent_id)
    found, following = Goals(caller.tenant_id).of_agent(caller.user_id, agent_id, page.limit, page.cursor)
    return {"items": [_shown(one) for one in found], "next_cursor": following}


@spec(returns=StoredGoal, roles=READERS)
def get_goal(agent_id: str, goal_id: str) -> Answer:
    caller = current_caller()
    return _said(Goals(caller.tenant_id).get(caller.user_id, agent_id, goal_id))


@spec(body=NamedGoalBody, returns=StoredGoal, roles=("customer",))
def put_goals(agent_id: str) -> Answer:
    """One goal, by the `goal_id` in the body; without one a new goal is made under an id of ours."""
    given = body(NamedGoalBody)
    settled = GoalBody.model_validate(given.model_dump(exclude={"goal_id"}))
    return _put(agent_id, given.goal_id or new_id("gol"), settled)


@spec(body=GoalBody, returns=StoredGoal, roles=("customer",))
def put_goal(agent_id: str, goal_id: str) -> Answer:
    """The goal of this id, changed or made anew; a client may make an id (`gol_` and a ULID) and repeat itself."""
    return _put(agent_id, goal_id, body(GoalBody))


@spec(query=NamedGoal, status=204, roles=("customer",))
def delete_goals(agent_id: str) -> Answer:
    """The goal that `goal_id` names in the query."""
    return _delete(agent_id, query(NamedGoal).goal_id)


@spec(status=204, roles=("customer",))
def delete_goal(agent_id: str, goal_id: str) -> Answer:
    """It runs no more; what its runs have drafted stays."""
    return _delete(agent_id, goal_id)


@spec(returns=NewRun, status=202, roles=("customer",))
def run_goal(agent_id: str, goal_id: str) -> Answer:
    """Begins a run now, whatever the rhythm; the gates of a run are those of a scheduled one."""
    caller = current_caller()
    goals = Goals(caller.tenant_id)
    goal = goals.get(caller.user_id, agent_id, goal_id)
    goal_rules.may_run(goals, goal)
    started = run_id(goal)
    writes = beginning(
        goal, started, "manual", actor=f"user:{caller.user_id}", correlation_id=caller.correlation_id
    )
    _commit([goals.running(goal, started), *writes])
    return answer({"goal_run_id": started, "goal_id": goal_id, "status": "queued"}, 202)


def _put(agent_id: str, goal_id: str, wanted: GoalBody) -> Answer:
    caller, insisted = current_caller(), if_match()
    agent = store.changeable(caller, agent_id, None)
    goals = Goals(caller.tenant_id)
    before = goal_rules.found(goals, caller, agent_id, goal_id)
    if insisted is not None and (before is None or insisted != before.revision):
        raise Stale(CHANGED)
    if before is None:
        goal_rules.may_make(goals, caller, agent_id, MOST_GOALS)
    settled = goal_rules.settled(agent, wanted, caller.timezone)
    entry_id, entry = _entry(caller, "goal.changed" if before else "goal.made", agent_id, goal_id, settled)
    after = _after(caller, agent_id, goal_id, settled, before, entry_id)
    _commit([*goals.writing(after, before), entry])
    return _said(after, 200 if before else 201)


def _after(
    caller: Caller, agent_id: str, goal_id: str, settled: dict[str, Any], before: Goal | None, entry_id: str
) -> Goal:
    now = utc()
    if before is None:
        return Goal(
            goal_id=goal_id, tenant_id=caller.tenant_id, user_id=caller.user_id, agent_id=agent_id, **settled,
            since=int(time.time()), created_at=now, updated_at=now, entries=[entry_id],
        )  # fmt: skip
    after = replace(
        before, **settled, revision=before.revision + 1, updated_at=now,
        entries=[*before.entries[1 - store.KEPT_ENTRIES :], entry_id],
    )  # fmt: skip
    afresh = after.rhythm != before.rhythm or (after.is_scheduled and not before.is_scheduled)
    return replace(after, since=int(time.time())) if afresh else after


def _delete(agent_id: str, goal_id: str) -> Answer:
    caller, insisted = current_caller(), if_match()
    goals = Goals(caller.tenant_id)
    goal = goals.get(caller.user_id, agent_id, goal_id)
    if insisted not in {None, goal.revision}:
        raise Stale(CHANGED)
    _, entry = _entry(caller, "goal.deleted", agent_id, goal_id, {"title": goal.title})
    _commit([*goals.deleting(goal), entry])
    return answer(status=204)


def _commit(writes: list[Write]) -> None:
    """Raises Conflict where the goal, or the owner of its id, is no longer what was read."""
    try:
        commit(writes)
    except ConditionFailed as failed:
        if "user_id" in failed.item and "goal_id" not in failed.item:
            raise NotFound(MISSING) from None
        raise Conflict(CHANGED) from None


def _entry(
    caller: Caller, what: str, agent_id: str, goal_id: str, details: dict[str, Any]
) -> tuple[str, Write]:
    return audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=goal_id,
        correlation_id=caller.correlation_id, agent_id=agent_id, details={**details, "user_id": caller.user_id},
    )  # fmt: skip


def _said(goal: Goal, status: int = 200) -> Answer:
    return answer(_shown(goal), status, revision=goal.revision)


def _shown(goal: Goal) -> dict[str, Any]:
    upcoming = goal.next_slot(time.time())
    said = asdict(goal) | {
        "next_slot": upcoming.name if upcoming else None, "next_at": utc(upcoming.at) if upcoming else None,
    }  # fmt: skip
    return {name: said[name] for name in StoredGoal.model_fields}
