"""What a goal must be before it is stored: of a template of its agent's type, with settings that its schema takes."""

import re
from typing import Any

from greenlight import agent_types
from greenlight.agent_types import AgentType, Json
from greenlight.caller import Caller
from greenlight.errors import Conflict, Invalid, NotFound
from greenlight.goal_runs import OPEN
from greenlight.goals.records import Goal
from greenlight.goals.recurrence import is_zone
from greenlight.goals.store import MISSING, Goals
from greenlight.items import Item

from .checks import refuse_secrets
from .goal_schemas import GOAL_ID, GoalBody


def found(goals: Goals, caller: Caller, agent_id: str, goal_id: str) -> Goal | None:
    """The goal, if there is one yet. Raises NotFound for an id that no goal can have."""
    if not re.fullmatch(GOAL_ID, goal_id):
        raise NotFound(MISSING)
    try:
        return goals.get(caller.user_id, agent_id, goal_id)
    except NotFound:
        return None


def may_make(goals: Goals, caller: Caller, agent_id: str, most: int) -> None:
    """Raises Conflict over the limit."""
    if len(goals.of_agent(caller.user_id, agent_id, most)[0]) >= most:
        raise Conflict(f"An agent has {most} goals at most; delete one first.")


def settled(agent: Item, wanted: GoalBody, timezone: str) -> dict[str, Any]:
    """The fields of the goal that follow from what is wanted, its agent and the agent's type as it is pinned.

    Raises Invalid with every problem of one kind.
    """
    config = agent.get("config") or agent.get("config_draft") or {}
    kind = agent_types.published(agent["agent_type_id"], int(agent.get("version", 1)))
    template = _template(kind, wanted)
    zone = wanted.timezone or config.get("timezone") or timezone
    settings = _settings(kind, wanted, config)
    frequency = wanted.frequency or template["default_frequency"]
    _check(template, frequency, zone)
    return {
        "goal_template_id": wanted.goal_template_id, "agent_type_id": kind.agent_type_id, "type_version": kind.version,
        "title": wanted.title or template["title"], "frequency": frequency, "timezone": zone,
        "schedule": wanted.schedule.model_dump(), "settings": settings, "misfire": wanted.misfire.model_dump(),
        "overlap": wanted.overlap, "status": wanted.status,
    }  # fmt: skip


def may_run(goals: Goals, goal: Goal) -> None:
    """Raises Conflict for a paused goal, or while its last run is at work and its rule says not to begin another."""
    if goal.status == "paused":
        raise Conflict("This goal is paused; make it active first.")
    run = goals.run(goal.active_run) if goal.overlap == "skip" else None
    if run and run["status"] in OPEN:
        raise Conflict("The last run of this goal is still at work.", goal_run_id=goal.active_run)


def _template(kind: AgentType, wanted: GoalBody) -> Json:
    try:
        return kind.template(wanted.goal_template_id)
    except NotFound as missing:
        problem = {"pointer": "/goal_template_id", "detail": "is no goal template of this agent's type"}
        raise Invalid(missing.detail, problems=[problem]) from None


def _check(template: Json, frequency: str, zone: str) -> None:
    problems = []
    if frequency not in template["frequencies"]:
        possible = ", ".join(template["frequencies"])
        problems.append({"pointer": "/frequency", "detail": f"must be one of: {possible}"})
    if not is_zone(zone):
        problems.append({"pointer": "/timezone", "detail": "is no IANA time zone, such as Asia/Kolkata"})
    if problems:
        raise Invalid(f"{problems[0]['pointer']} {problems[0]['detail']}.", problems=problems)


def _settings(kind: AgentType, wanted: GoalBody, config: Json) -> dict[str, Any]:
    """With their defaults. Raises Invalid; what looks like a secret is named by its place alone."""
    refuse_secrets({"title": wanted.title, "settings": wanted.settings})
    settings = agent_types.with_defaults(kind, wanted.goal_template_id, wanted.settings, config)
    found = agent_types.check_settings(kind, wanted.goal_template_id, settings, config)
    if found:
        problems = [{**one, "pointer": f"/settings{one['pointer']}"} for one in found]
        raise Invalid(f"{problems[0]['pointer']}: {problems[0]['detail']}", problems=problems)
    return settings
