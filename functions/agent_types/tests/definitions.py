"""A definition as an operator writes one, and a definition with one place changed."""

import json
from copy import deepcopy
from typing import Any

Json = dict[str, Any]
RECALL = "dental.recall.v1"
CONFIG: Json = {
    "type": "object", "additionalProperties": False, "required": ["nickname", "rooms", "room"],
    "properties": {
        "nickname": {"type": "string", "minLength": 1, "maxLength": 60},
        "rooms": {"type": "array", "minItems": 1, "maxItems": 5, "items": {"type": "string", "enum": ["a", "b", "c"]}},
        "room": {"type": "string", "enum": ["a", "b", "c"], "x-one-of": "/rooms"},
        "account": {"type": "string", "format": "credential-ref", "x-provider": "mastodon"},
        "most": {"type": "integer", "minimum": 1, "maximum": 10},
    },
}  # fmt: skip
SETTINGS: Json = {
    "type": "object", "additionalProperties": False, "required": ["topic", "room"],
    "properties": {
        "topic": {"type": "string", "minLength": 1, "maxLength": 100},
        "room": {"type": "string", "enum": ["a", "b", "c"], "x-default-from": "/room", "x-one-of": "/rooms"},
    },
}  # fmt: skip
GOAL: Json = {
    "goal_template_id": "remind", "title": "Remind", "description": "", "frequencies": ["daily", "weekly"],
    "default_frequency": "daily", "settings_schema": SETTINGS, "sample_settings": {"topic": "Check-ups"},
    "skill_binding": "marketing.daily_micro_post", "deliverables": "post",
}  # fmt: skip
TYPE: Json = {
    "title": "Recall", "description": "Reminds.", "persona": "You remind people kindly.", "tools": ["notes.*"],
    "planner": {"kind": "model"}, "config_schema": CONFIG,
    "sample_config": {"nickname": "Rita", "rooms": ["a", "b"], "room": "a"}, "goal_templates": [GOAL],
    "enforcement_defaults": {"approvals": {"verbs": {"post": {"always_ask": True}}}, "budget_cents": 500},
}  # fmt: skip
GONE = object()


def changed(definition: Json, *changes: tuple[str, Any]) -> Json:
    """With each `(pointer, value)` put there; GONE takes away what is there."""
    found = deepcopy(definition)
    for pointer, value in changes:
        *way, last = [int(step) if step.isdecimal() else step for step in pointer.split("/")[1:]]
        node: Any = found
        for step in way:
            node = node[step]
        if value is GONE:
            del node[last]
        else:
            node[last] = json.loads(json.dumps(value))
    return found
