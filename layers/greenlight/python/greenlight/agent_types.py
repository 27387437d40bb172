"""Published agent types, as everybody but their publisher sees them: one version, read by its number, never changed.

What works for a hired agent, a goal or a run is pinned: it asks for the version that its row names.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import keys, type_values
from .declare import AGENTS
from .errors import NotFound
from .items import Item, Items
from .keys import Keys
from .type_values import Problem

PLATFORM = "platform"  # the publisher of what is shipped; any other one is a tenant
Json = Mapping[str, Any]

# What makes a goal's drafts, and what it makes: the skill's name is also the goal template's, with its domain before.
SKILL_MAKES: Mapping[str, str] = {
    "marketing.weekly_batch": "post",
    "marketing.daily_micro_post": "post",
    "marketing.monthly_campaign": "post",
    "trading.trade_intent": "trade",
    "trading.close_reminder": "trade",
    "trading.guardrail_report": "report",
}
SKILLS = frozenset(SKILL_MAKES)


@dataclass(frozen=True, slots=True)
class AgentType:
    """One published version. Schemas, templates and samples are the JSON of its definition, untouched.

    A goal template is `{goal_template_id, title, description, frequencies, default_frequency, settings_schema,
    sample_settings, skill_binding, deliverables}`; `enforcement_defaults` are what each hired agent starts with.
    """

    agent_type_id: str
    version: int
    title: str
    description: str
    persona: str
    tools: tuple[str, ...]
    planner: Json
    config_schema: Json
    sample_config: Json
    goal_templates: tuple[Json, ...]
    enforcement_defaults: Json
    publisher: str = PLATFORM
    published_at: str = ""
    sha256: str = ""

    def template(self, goal_template_id: str) -> Json:
        """Raises NotFound."""
        for template in self.goal_templates:
            if template["goal_template_id"] == goal_template_id:
                return template
        raise NotFound(f"{self.agent_type_id} has no such goal template.")

    def seen_by(self, tenant_id: str) -> bool:
        """Everybody sees what the platform publishes; a tenant its own besides."""
        return self.publisher in {PLATFORM, tenant_id}


def published(agent_type_id: str, version: int | None = None) -> AgentType:
    """That version, or without one the newest; whoever its publisher is. Raises NotFound."""
    table, number = Items(AGENTS), version
    if not keys.is_part(agent_type_id) or not (number is None or 0 < number < 1_000_000):
        raise NotFound("There is no such agent type.")
    if number is None and (latest := table.get(keys.agent_type(agent_type_id))):
        number = latest["version"]
    found = table.get(keys.agent_type_version(agent_type_id, number)) if number else None
    if not found:
        raise NotFound("There is no such agent type.")
    return of_item(found)


def seen(tenant_id: str, agent_type_id: str, version: int | None = None) -> AgentType:
    """The same for somebody of this tenant. Raises NotFound, also for what another tenant publishes."""
    found = published(agent_type_id, version)
    if not found.seen_by(tenant_id):
        raise NotFound("There is no such agent type.")
    return found


def listed(tenant_id: str, limit: int, after: str = "") -> tuple[list[Item], str | None]:
    """The newest versions that this tenant sees, by id from the one that follows `after`; and the last id if more
    follow. An item is `{agent_type_id, version, publisher, title, description}`."""
    span = (f"{after}!" if after else "!", "~")
    places = (keys.TYPES_LISTED, Keys(tenant_id).published_types())
    found = [
        item for place in places
        for item in Items(AGENTS).query(place, index=1, between=span, limit=limit + 1).items
    ]  # fmt: skip
    found.sort(key=lambda item: str(item["agent_type_id"]))
    return found[:limit], found[limit - 1]["agent_type_id"] if len(found) > limit else None


def of_item(item: Item) -> AgentType:
    said = json.loads(item["definition"])
    return of_definition(said, item["publisher"], item["published_at"], item["sha256"])


def definition(agent_type_id: str, version: int) -> dict[str, Any]:
    """As its author wrote it, in his order. Raises NotFound."""
    found = Items(AGENTS).get(keys.agent_type_version(agent_type_id, version))
    if not found:
        raise NotFound("There is no such agent type.")
    said: dict[str, Any] = json.loads(found["definition"])
    return said


def of_definition(
    said: Json, publisher: str = PLATFORM, published_at: str = "", sha256: str = ""
) -> AgentType:
    """Of a whole definition; one that is not published yet has no `sha256`."""
    known = {name: said[name] for name in AgentType.__dataclass_fields__ if name in said}
    known |= {"tools": tuple(said["tools"]), "goal_templates": tuple(said["goal_templates"])}
    return AgentType(**{**known, "publisher": publisher, "published_at": published_at, "sha256": sha256})


def check_config(kind: AgentType, config: Any) -> list[Problem]:
    """Why this is no whole configuration of such an agent; empty when it is, which is what `configured` means."""
    return type_values.problems(kind.config_schema, config, config)


def check_settings(
    kind: AgentType, goal_template_id: str, settings: Any, config: Any = None
) -> list[Problem]:
    """Why these are no settings of that goal. With the agent's `config`, also what points into it (a coin that is not
    allowed). Raises NotFound for an unknown template."""
    return type_values.problems(kind.template(goal_template_id)["settings_schema"], settings, config)


def with_defaults(
    kind: AgentType, goal_template_id: str, settings: Mapping[str, Any], config: Any
) -> dict[str, Any]:
    """The settings with what they leave out taken from the agent's configuration, or else the schema's `default`."""
    schema = kind.template(goal_template_id)["settings_schema"]
    return type_values.with_defaults(schema, settings, config)


def credential_refs(kind: AgentType, config: Any) -> list[tuple[str, str, str]]:
    """`(pointer, ref, provider)` of each credential that a configuration names in its proper place."""
    return type_values.credential_refs(kind.config_schema, config)
