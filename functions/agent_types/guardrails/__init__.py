"""What must hold before a definition becomes a version, each problem with a pointer into the definition. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

from greenlight import type_changes
from greenlight.type_values import Problem

from . import bindings, places, samples, words
from .samples import secrets

__all__ = ["problems", "secrets"]
Json = Mapping[str, Any]


def problems(definition: Json, before: Json | None, tools: Collection[str]) -> list[Problem]:
    """Everything that is wrong; what needs readable schemas is looked at once they are. `tools` are the catalogue's
    names, `before` is the newest version (None: this is the first)."""
    unreadable = [
        problem for pointer, schema in schemas(definition) for problem in words.problems(schema, pointer)
    ]
    found = [*words.too_large(definition), *unreadable, *bindings.problems(definition, tools)]
    if unreadable:
        return found
    found += places.problems(definition)
    found += type_changes.problems(before, definition) if before else []
    return found or samples.problems(definition)


def schemas(definition: Json) -> list[tuple[str, Any]]:
    """Each schema with its pointer."""
    settings = [
        (f"/goal_templates/{number}/settings_schema", template["settings_schema"])
        for number, template in enumerate(definition["goal_templates"])
    ]
    return [("/config_schema", definition["config_schema"]), *settings]
