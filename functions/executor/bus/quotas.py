"""Hooks that count: calls a minute, what a trial may do, and money. A person's own hand is not counted."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from greenlight.agents import HiredAgent
from greenlight.approvals.rules import ask_rules
from greenlight.keys import digest
from greenlight.spending import Reservation, month_of

from .scene import Scene, Verdict

AT_ONCE = 300  # seconds: what is allowed is carried out within the executor's own time
GRACE = 600  # seconds beyond an approval's life, in which its last moment may still be carried out
OVER = frozenset({"none", "converted"})


def rate(scene: Scene) -> Verdict | None:
    """One conditional count per agent and minute of the clock."""
    agent = scene.agent
    if agent is None:
        return None
    who, most = scene.action.who, agent.rate_limit_rpm
    if scene.counters.call(who.tenant_id, agent.agent_id, most, scene.now):
        return None
    seconds = max(1, math.ceil(60 - scene.now % 60))
    detail = f"{agent.name} makes {most} calls a minute at most; try again in {seconds} seconds."
    return Verdict("deny", "rate", detail, retry_after=seconds)


def trial(scene: Scene) -> Verdict | None:
    """A trial that is over looks but does not touch; an active one counts what it asks for where it has a cap.

    An attempt counts, also one that a later hook or a person turns down: the count is taken before anything happens.
    """
    agent = scene.agent
    if agent is None or scene.effect == "read" or agent.trial.get("status", "none") in OVER:
        return None
    if agent.trial["status"] != "active" or _ended(agent.trial, scene.now):
        return Verdict("deny", "trial", f"The trial of {agent.name} is over; it can still read.")
    most = agent.trial.get("caps", {}).get("actions")
    if most is None or scene.counters.trial_action(scene.action.who.tenant_id, agent.agent_id, most):
        return None
    return Verdict("deny", "trial", f"The trial of {agent.name} covers {most} actions, and they are used up.")


def _ended(terms: Mapping[str, Any], now: float) -> bool:
    """`ends_at` in epoch seconds or ISO 8601 with its offset; without one it has ended."""
    ends = terms.get("ends_at")
    if isinstance(ends, str):
        return datetime.fromisoformat(ends).timestamp() <= now
    return not isinstance(ends, int | float) or ends <= now


def budget(scene: Scene) -> Verdict | None:
    """What the call may cost is held for as long as its approval can live; the verdict names the hold."""
    agent, said, price = scene.agent, scene.so_far, scene.action.price_cents
    if agent is None or said is None or price <= 0 or agent.mode == "rehearse":
        return None
    wanted = _reservation(scene, agent, said)
    who = scene.action.who
    if scene.counters.reserve(who.tenant_id, wanted, agent.budget_cents, scene.now):
        return replace(said, reservation=wanted)
    left = "It is used up, or held for what waits for a person."
    return Verdict("deny", "budget", f"This costs {price} cents, more than {agent.name}'s budget has. {left}")


def _reservation(scene: Scene, agent: HiredAgent, said: Verdict) -> Reservation:
    """Named by the call, so that the same call asked again finds its own hold."""
    action = scene.action
    lives = AT_ONCE
    if said.decision == "ask":
        lives = max(ask_rules(agent, action.effect, action.verb).expires_in, scene.waits) + GRACE
    name = digest(action.who.thread_id, action.call_id)[:32]
    until = int(scene.now) + lives
    return Reservation(agent.agent_id, month_of(scene.now), name, action.price_cents, until)
