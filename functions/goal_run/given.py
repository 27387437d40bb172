"""All that a step of a goal run works from, read from the table by the run's id alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from greenlight import agent_types, agents, goal_runs
from greenlight.agent_types import AgentType
from greenlight.agents import HiredAgent
from greenlight.declare import AGENTS
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Denied
from greenlight.goal_runs import GoalRun
from greenlight.items import Item, Items
from greenlight.keys import Keys


@dataclass(frozen=True, slots=True)
class Given:
    """`settings` are the goal's, `skill` what its template binds; `revised` is what a person sent back, if that is it.

    The agent's type is the version that the run is pinned to, whatever was published since.
    """

    run: GoalRun
    agent: HiredAgent
    type: AgentType
    skill: str
    title: str
    timezone: str
    settings: Mapping[str, Any]
    revised: Deliverable | None = None

    @property
    def config(self) -> Mapping[str, Any]:
        return self.agent.config

    @property
    def day(self) -> date:
        """Of the slot, or of the run's beginning, where the customer is."""
        if self.run.slot:
            return datetime.fromisoformat(self.run.slot).date()
        return datetime.fromtimestamp(self.run.epoch, UTC).astimezone(ZoneInfo(self.timezone)).date()


def load(tenant_id: str, goal_run_id: str) -> Given:
    """Raises NotFound, and Denied for an agent that is not active or a goal that is gone."""
    return of(goal_runs.get(tenant_id, goal_run_id))


def of(run: GoalRun) -> Given:
    """The same for a run that was just read."""
    agent = agents.hired(run.tenant_id, run.user_id, run.agent_id)
    revised = (
        Deliverables(run.tenant_id).owned_by(run.user_id, run.deliverable_id) if run.deliverable_id else None
    )
    if revised:
        run = _as_of(run, revised)
    goal = Items(AGENTS).get(Keys(run.tenant_id).goal(run.user_id, run.agent_id, run.goal_id))
    if goal is None:
        raise Denied("This goal was deleted; nothing is drafted for it.", rule="goal")
    kind = agent_types.published(run.agent_type_id, run.type_version)
    skill = str(kind.template(run.goal_template_id)["skill_binding"])
    return Given(run, agent, kind, skill, goal["title"], _zone(goal, agent), _settings(goal), revised)


def _as_of(run: GoalRun, revised: Deliverable) -> GoalRun:
    """A run that drafts anew is of the goal and the type that it was drafted for."""
    return replace(
        run, goal_id=revised.goal_id, agent_type_id=revised.agent_type_id, type_version=revised.type_version,
        goal_template_id=revised.goal_template_id, group_id=revised.group_id,
    )  # fmt: skip


def _zone(goal: Item, agent: HiredAgent) -> str:
    return str(goal.get("timezone") or agent.config.get("timezone") or "UTC")


def _settings(goal: Item) -> Mapping[str, Any]:
    """As JSON text in the table: numbers stay as they were written."""
    found: Mapping[str, Any] = json.loads(goal.get("settings_json") or "{}")
    return found
