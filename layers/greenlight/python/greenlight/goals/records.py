"""A goal and one run of it, as they are stored, and as people and programs get to see them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from greenlight.items import Item

from .misfire import Rule
from .recurrence import Frequency, Rhythm, Slot, following

Trigger = Literal["schedule", "manual", "revise", "net"]
PATIENCE = 180  # seconds that the scheduler has for a slot before the net fires it


@dataclass(frozen=True, slots=True)
class Goal:
    """`since` is in epoch seconds UTC: slots up to then are settled or never counted. `last_slot` is the newest that
    was settled, `active_run` the newest run. `settings` are by the template's `settings_schema` at `type_version`."""

    goal_id: str
    tenant_id: str
    user_id: str
    agent_id: str
    agent_type_id: str
    type_version: int
    goal_template_id: str
    title: str
    frequency: Frequency
    timezone: str
    schedule: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)
    misfire: Mapping[str, Any] = field(default_factory=lambda: {"rule": "run_once", "most": 1})
    overlap: Literal["skip", "allow"] = "skip"
    status: Literal["active", "paused"] = "active"
    since: int = 0
    last_slot: str = ""
    active_run: str = ""
    revision: int = 1
    created_at: str = ""
    updated_at: str = ""
    entries: Sequence[str] = ()

    @property
    def rhythm(self) -> Rhythm:
        said = self.schedule
        return Rhythm(self.frequency, self.timezone, said["time"], said["weekday"], int(said["day"]))

    @property
    def misfire_rule(self) -> Rule:
        rule: Rule = self.misfire["rule"]
        return rule

    @property
    def is_scheduled(self) -> bool:
        """Whether a schedule fires it."""
        return self.status == "active" and self.frequency != "on_demand"

    def next_slot(self, after: float) -> Slot | None:
        return following(self.rhythm, after) if self.is_scheduled else None

    def look_at(self, since: float) -> int | None:
        """When the net looks after it, if no slot up to `since` is open: at once for one that the scheduler leaves out,
        else when the scheduler has had its time; in epoch seconds."""
        slot = self.next_slot(since)
        if slot is None:
            return None
        return slot.at if slot.gap else slot.at + PATIENCE


def goal_from(item: Item) -> Goal:
    known = {name: item[name] for name in Goal.__dataclass_fields__ if name in item}
    return Goal(**known | {"settings": json.loads(item["settings_json"])})


def goal_item(goal: Goal) -> Item:
    """As it is stored, without key and indexes; settings as a JSON text, so that numbers stay as they were written."""
    stored = {name: getattr(goal, name) for name in Goal.__dataclass_fields__ if name != "settings"}
    text = json.dumps(goal.settings, ensure_ascii=False, separators=(",", ":"))
    return stored | {"settings_json": text, "entries": list(goal.entries)}
