"""Tools as an agent would offer them to the model: strict schemas of three made-up domains."""

from typing import Any

Json = dict[str, Any]

SYSTEM = """You are a coach. Today is 2026-11-20 (Friday).
Domains:
- weights: Body weight log, one entry per day, in kilograms.
- profile: Who you are and what you want to reach.
- sleep: Hours slept per night and how well.
"""

_WEIGHT: Json = {
    "day": {"type": "string", "format": "date", "title": "Date"},
    "kg": {"type": "number", "title": "Weight (kg)"},
    "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Note"},
}
_PAGE: Json = {"limit": {"type": ["integer", "null"]}, "cursor": {"type": ["string", "null"]}}


def strict(properties: Json, **more: Any) -> Json:
    closed = {"additionalProperties": False, "required": list(properties)}
    return {"type": "object", "properties": properties, **closed, **more}


def tool(name: str, description: str, parameters: Json) -> Json:
    body = {"name": name, "description": description, "parameters": parameters, "strict": True}
    return {"type": "function", "function": body}


LOADER = tool("load_capability", "Load a domain's tools.", strict({"domain": {"type": "string"}}))

WEIGHTS = [
    tool("weights__list", "List the weights.", strict(_PAGE)),
    tool("weights__create", "Add a weight.", strict(_WEIGHT)),
    tool(
        "weights__update", "Change a weight.", strict({**_WEIGHT, "revision": {"type": ["integer", "null"]}})
    ),
    tool("weights__delete", "Remove a weight.", strict({"key": {"type": "string"}})),
    tool(
        "weights__save_batch",
        "Save many.",
        strict(
            {
                "revision": {"type": ["integer", "null"]},
                "upserts": {"type": "array", "items": {"$ref": "#/$defs/Weight"}},
                "deletes": {"type": "array", "items": {"type": "string"}},
            },
            **{"$defs": {"Weight": strict(_WEIGHT)}},
        ),
    ),
    tool("weights__open_form", "Open the editor.", strict({})),
]

SLEEP = [
    tool(
        "sleep__create",
        "Add a night.",
        strict(
            {
                "night": {"type": "string", "format": "date"},
                "hours": {"type": "number", "title": "Hours slept"},
                "quality": {"$ref": "#/$defs/Quality"},
                "wakings": {"type": ["integer", "null"], "title": "Times woken"},
            },
            **{"$defs": {"Quality": {"type": "string", "enum": ["bad", "fair", "good"]}}},
        ),
    ),
]

PROFILE = [
    tool(
        "profile__save",
        "Save the profile.",
        strict(
            {
                "name": {"type": ["string", "null"], "title": "Name"},
                "goal": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Goal"},
                "height_cm": {"type": ["integer", "null"], "title": "Height (cm)"},
                "vegetarian": {"type": ["boolean", "null"]},
            }
        ),
    ),
]


def request(text: str, tools: list[Json], *later: Json, system: str = SYSTEM) -> Json:
    """A chat completion request; `later` are the messages after the user's."""
    messages = [{"role": "system", "content": system}, {"role": "user", "content": text}, *later]
    return {"model": "any", "messages": messages, "tools": [LOADER, *tools]}


def called(name: str, arguments: str, result: str, call_id: str = "call_1") -> list[Json]:
    """An assistant message with one tool call, and the tool's answer."""
    call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
    return [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": call_id, "content": result},
    ]
