"""Claiming slots: one transaction moves the goal's mark, keeps each slot with its run, and begins the runs."""

from collections.abc import Sequence
from typing import Any

from greenlight import audit, keys
from greenlight.declare import AGENTS
from greenlight.goals.beginning import beginning, run_id
from greenlight.goals.records import Goal, Trigger
from greenlight.goals.recurrence import Slot
from greenlight.goals.store import scheduling
from greenlight.items import Items, Write
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc

KEPT = 400 * 86_400  # seconds for which a claimed slot is remembered
_UNCHANGED = "revision = :revision AND since = :seen AND active_run = :run AND #status = :active"


def claiming(
    goal: Goal, newest: Slot, wanted: Sequence[Slot], trigger: Trigger, *, held: bool
) -> list[Write]:
    """Settles every slot up to `newest`; the wanted ones are kept, and begun unless they are `held` by a run that is
    still at work."""
    runs = {slot.name: "" if held else run_id(goal, slot) for slot in wanted}
    begun = [
        write for slot in wanted if not held
        for write in beginning(
            goal, runs[slot.name], trigger, slot=slot.name, actor="scheduler", correlation_id=new_id("cor")
        )
    ]  # fmt: skip
    last_run = "" if held or not wanted else runs[wanted[-1].name]
    return [_advancing(goal, newest, last_run), *(_keeping(goal, s, runs[s.name]) for s in wanted), *begun]


def stopping(goal: Goal) -> list[Write]:
    """The goal of an agent that works no more is paused, and its schedule goes."""
    entry_id, entry = audit.entry(
        goal.tenant_id, "goal.stopped", actor="scheduler", subject=goal.goal_id, correlation_id=new_id("cor"),
        agent_id=goal.agent_id, details={"user_id": goal.user_id},
    )  # fmt: skip
    pause = Items(AGENTS).updating(
        _key(goal), "SET #status = :paused, revision = revision + :one, entries = list_append(entries, :entry) "
        "REMOVE gsi2pk, gsi2sk",
        condition=_UNCHANGED, names={"#status": "status"},
        values={":paused": "paused", ":one": 1, ":entry": [entry_id], **_seen(goal)},
    )  # fmt: skip
    return [pause, scheduling(goal), entry]


def look_again(goal: Goal) -> None:
    """Puts the goal where the net next looks after it. Raises ConditionFailed if it changed meanwhile."""
    changes, values = _index(goal, goal.since)
    Items(AGENTS).update(
        _key(goal), f"SET {changes}", condition=_UNCHANGED, names={"#status": "status"},
        values={**values, **_seen(goal)},
    )  # fmt: skip


def postpone(key: keys.ItemKey, until: float) -> None:
    """Raises ConditionFailed for what is gone."""
    Items(AGENTS).update(
        key, "SET gsi2sk = :later", condition="attribute_exists(gsi2pk)", values={":later": utc(until)}
    )


def _advancing(goal: Goal, newest: Slot, last_run: str) -> Write:
    changes, values = _index(goal, newest.at)
    return Items(AGENTS).updating(
        _key(goal), f"SET since = :at, last_slot = :slot, active_run = :now, {changes}",
        condition=_UNCHANGED, names={"#status": "status"},
        values={":at": newest.at, ":slot": newest.name, ":now": last_run or goal.active_run, **values, **_seen(goal)},
    )  # fmt: skip


def _keeping(goal: Goal, slot: Slot, goal_run_id: str) -> Write:
    said = {"goal_id": goal.goal_id, "slot": slot.name, "at": slot.at, "goal_run_id": goal_run_id}
    said |= {"outcome": "begun" if goal_run_id else "overlapped", "ttl": slot.at + KEPT}
    key = Keys(goal.tenant_id).slot(goal.goal_id, slot.name)
    return Items(AGENTS).putting({**key, **said}, condition="attribute_not_exists(pk)")


def _index(goal: Goal, since: int) -> tuple[str, dict[str, Any]]:
    """Where the net finds a goal whose slots are settled up to then; it is one that a schedule fires."""
    look_at = goal.look_at(since)
    values = {":due": keys.due(goal.goal_id), ":look": utc(look_at)}
    return "gsi2pk = :due, gsi2sk = :look", values


def _key(goal: Goal) -> keys.ItemKey:
    return Keys(goal.tenant_id).goal(goal.user_id, goal.agent_id, goal.goal_id)


def _seen(goal: Goal) -> dict[str, Any]:
    return {
        ":revision": goal.revision, ":seen": goal.since, ":run": goal.active_run, ":active": "active",
    }  # fmt: skip
