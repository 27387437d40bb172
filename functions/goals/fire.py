"""One look at one goal: claims the slots that are due, and begins the runs that its rules give them.

The goal's row says up to where its slots are settled. Whoever moves that mark has claimed what lies before it, in the
same transaction; so a schedule that fires twice, late, out of turn or on a day without a slot finds nothing to do.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from greenlight.errors import NotFound
from greenlight.goal_runs import OPEN
from greenlight.goals.misfire import MOST_BACKFILL, chosen
from greenlight.goals.records import Goal, Trigger
from greenlight.goals.recurrence import Slot, slots
from greenlight.goals.store import Goals
from greenlight.items import ConditionFailed, commit

from . import claims

Clock = Callable[[], float]
ATTEMPTS = 5  # of a goal that others change meanwhile
LOOKED_BACK = 400 * 86_400  # seconds: whatever is older is nobody's week or month any more


class StillChanging(Exception):
    """Others changed the goal at each attempt; Lambda, or the net, tries again."""


def fired(event: Mapping[str, Any], now: Clock = time.time) -> dict[str, Any]:
    """`{tenant_id, user_id, agent_id, goal_id, scheduled_at}`, as the schedule has it; what came of it, for the log.

    `scheduled_at` is AWS's word for when this was due: if it is ahead of our clock, then our clock is behind.
    """
    moment = max(now(), _epoch(event["scheduled_at"]))
    try:
        return look(
            Goals(event["tenant_id"]), event["user_id"], event["agent_id"], event["goal_id"], "schedule",
            moment,
        )  # fmt: skip
    except NotFound:
        return {"outcome": "gone"}


def look(
    goals: Goals, user_id: str, agent_id: str, goal_id: str, trigger: Trigger, moment: float
) -> dict[str, Any]:
    """Raises NotFound, StillChanging."""
    for _ in range(ATTEMPTS):
        goal = goals.get(user_id, agent_id, goal_id)
        with suppress(ConditionFailed):
            return _settle(goals, goal, trigger, moment)
    raise StillChanging(goal_id)


def _settle(goals: Goals, goal: Goal, trigger: Trigger, moment: float) -> dict[str, Any]:
    """Raises ConditionFailed where somebody else was faster."""
    if not goal.is_scheduled:
        return {"outcome": "paused"}
    if not goals.has_agent(goal):
        commit(claims.stopping(goal))
        return {"outcome": "stopped"}
    due = list(slots(goal.rhythm, max(goal.since, moment - LOOKED_BACK), moment))
    if not due:
        claims.look_again(goal)
        return {"outcome": "nothing due"}
    wanted = _unclaimed(goals, goal, due, moment)
    held = bool(wanted) and goal.overlap == "skip" and _at_work(goals, goal)
    commit(claims.claiming(goal, due[-1], wanted, trigger, held=held))
    begun = [] if held else wanted
    return {"outcome": "overlapped" if held else "begun", "due": len(due), "begun": len(begun)}


def _unclaimed(goals: Goals, goal: Goal, due: Sequence[Slot], moment: float) -> list[Slot]:
    """The chosen ones, without those of an earlier rhythm that came at the same local time."""
    newest = due[-2 * MOST_BACKFILL :]
    taken = goals.claimed(goal.goal_id, [slot.name for slot in newest])
    free = [slot for slot in newest if slot.name not in taken]
    return chosen(free, moment, goal.misfire_rule, int(goal.misfire["most"]))


def _at_work(goals: Goals, goal: Goal) -> bool:
    run = goals.run(goal.active_run)
    return run is not None and run["status"] in OPEN


def _epoch(scheduled: str) -> float:
    """Raises ValueError for what is no time."""
    found = datetime.fromisoformat(scheduled)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
