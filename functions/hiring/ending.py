"""How a subscription goes on: from its trial to a plan that is paid for, or to its end."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from greenlight import audit, subscriptions
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.errors import Conflict, Stale
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import ItemKey, Keys
from greenlight.rest import Answer, answer, body, current_caller, if_match, raw_body
from greenlight.spec import spec
from greenlight.subscriptions import Subscription
from greenlight.threads.records import utc

from . import schemas
from .records import DAY
from .views import shown

MOST_GOALS = 100  # more than an agent may have
ROUNDS = 3  # over goals that somebody, or a slot, changes meanwhile
ENDED = "Its subscription has ended."


@spec(body=schemas.Conversion, returns=schemas.Subscription, roles=("customer",))
def convert(subscription_id: str) -> Answer:
    """From now on the trial's dates and caps no longer hold; also when it is over already."""
    caller = current_caller()
    wanted = body(schemas.Conversion) if raw_body() else schemas.Conversion()
    found = _seen(caller, subscription_id).running()
    if found.trial_status(time.time()) not in {"active", "expired"}:
        raise Conflict("This subscription is in no trial; there is nothing to convert.")
    trial = {**found.trial, "status": "converted"}
    said = {"plan": wanted.plan, "trial": trial}
    return _changed(caller, found, "subscription.converted", said, {"trial": trial}, {"plan": wanted.plan})


@spec(body=schemas.Farewell, returns=schemas.Subscription, roles=("customer",))
def end(subscription_id: str) -> Answer:
    """Ends it: its agent does nothing from now on, and can be looked at until retention is over."""
    caller = current_caller()
    said = body(schemas.Farewell) if raw_body() else schemas.Farewell()
    found = _seen(caller, subscription_id)
    if found.has_ended:
        _pause_goals(caller, found.agent_id)
        return answer(shown(found), revision=found.revision)
    now = time.time()
    ending = {
        "status": "ended", "ended_at": utc(now), "retention_until": utc(now + found.retention_days * DAY),
    }  # fmt: skip
    stopped = {"status": "disabled", "paused_by": caller.user_id, "paused_reason": said.reason or ENDED}
    ended = _changed(caller, found, "subscription.ended", ending, stopped, {"reason": said.reason})
    _pause_goals(caller, found.agent_id)
    return ended


def _seen(caller: Caller, subscription_id: str) -> Subscription:
    """Mine. Raises NotFound, or Stale if If-Match names another revision."""
    insisted = if_match()
    found = subscriptions.get(caller.tenant_id, caller.user_id, subscription_id)
    if insisted not in {None, found.revision}:
        raise Stale("The subscription was changed meanwhile: read it again.")
    return found


def _changed(
    caller: Caller, found: Subscription, what: str, said: Mapping[str, Any], agent: Mapping[str, Any],
    details: Mapping[str, Any],
) -> Answer:  # fmt: skip
    """Stores both rows with the audit entry. Raises Stale if somebody was faster."""
    entry_id, entry = audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=found.subscription_id,
        correlation_id=caller.correlation_id, agent_id=found.agent_id,
        details={"user_id": caller.user_id, **details},
    )  # fmt: skip
    keys = Keys(caller.tenant_id)
    own = keys.subscription(caller.user_id, found.subscription_id)
    theirs = keys.agent(caller.user_id, found.agent_id)
    writes = [
        _setting(own, said, entry_id, "revision = :seen", {":seen": found.revision}),
        _setting(theirs, {**agent, "updated_at": utc()}, entry_id, "attribute_exists(pk)", {}),
    ]
    try:
        commit([*writes, entry])
    except ConditionFailed:
        raise Stale("The subscription was changed meanwhile: read it again.") from None
    after = subscriptions.get(caller.tenant_id, caller.user_id, found.subscription_id)
    return answer(shown(after), revision=after.revision)


def _setting(
    key: ItemKey, said: Mapping[str, Any], entry_id: str, condition: str, values: Mapping[str, Any]
) -> Write:
    sets = ", ".join(f"#{name} = :{name}" for name in said)
    return Items(AGENTS).updating(
        key,
        f"SET {sets}, revision = revision + :one, entries = list_append(entries, :entry)",
        condition=condition,
        values={**{f":{name}": value for name, value in said.items()}, **values, ":one": 1, ":entry": [entry_id]},
        names={f"#{name}": name for name in said},
    )  # fmt: skip


def _pause_goals(caller: Caller, agent_id: str) -> None:
    """Takes the schedules away, of an agent that takes no new goals by now; a repeat of the end does the rest."""
    goals = Goals(caller.tenant_id)
    for _ in range(ROUNDS):
        found, _ = goals.of_agent(caller.user_id, agent_id, MOST_GOALS)
        awake = [goal for goal in found if goal.is_scheduled]
        for goal in awake:
            with suppress(ConditionFailed):
                _pause(caller, goals, goal)
        if not awake:
            return


def _pause(caller: Caller, goals: Goals, goal: Goal) -> None:
    entry_id, entry = audit.entry(
        caller.tenant_id, "goal.changed", actor=f"user:{caller.user_id}", subject=goal.goal_id,
        correlation_id=caller.correlation_id, agent_id=goal.agent_id,
        details={"user_id": caller.user_id, "status": "paused", "reason": ENDED},
    )  # fmt: skip
    kept = [*goal.entries, entry_id]
    paused = replace(goal, status="paused", revision=goal.revision + 1, updated_at=utc(), entries=kept)
    commit([*goals.writing(paused, goal), entry])
