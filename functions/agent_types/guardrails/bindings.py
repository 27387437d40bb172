"""What a definition names outside itself must exist: skills and tools; and its parts must agree with each other."""

from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from greenlight.agent_types import SKILL_MAKES
from greenlight.reading import pointer
from greenlight.type_values import Problem

Json = Mapping[str, Any]
Complaint = tuple[tuple[str | int, ...], str]
NAMED = ("coach",)  # personas that our agent has by name; any other is in words


def problems(definition: Json, tools: Collection[str]) -> list[Problem]:
    found = [*_tools(definition, tools), *_templates(definition["goal_templates"])]
    if " " not in definition["persona"].strip() and definition["persona"] not in NAMED:
        found.append((("persona",), "says in a sentence who the agent is"))
    return [{"pointer": pointer(*path), "detail": detail} for path, detail in found]


def _tools(definition: Json, tools: Collection[str]) -> Iterator[Complaint]:
    for number, pattern in enumerate(definition["tools"]):
        if not any(fnmatchcase(tool, pattern) for tool in tools):
            yield ("tools", number), "matches no tool of the catalogue"
    for number, limit in enumerate(definition["enforcement_defaults"]["risk_limits"]):
        if limit["tool"] not in tools:
            yield ("enforcement_defaults", "risk_limits", number, "tool"), "is no tool of the catalogue"


def _templates(templates: list[Json]) -> Iterator[Complaint]:
    names = [template["goal_template_id"] for template in templates]
    for number, template in enumerate(templates):
        path = ("goal_templates", number)
        if names[number] in names[:number]:
            yield (*path, "goal_template_id"), "is the id of another template"
        if template["default_frequency"] not in template["frequencies"]:
            yield (*path, "default_frequency"), "is none of its frequencies"
        makes = SKILL_MAKES.get(template["skill_binding"])
        if makes is None:
            yield (*path, "skill_binding"), f"is one of {', '.join(sorted(SKILL_MAKES))}"
        elif template["deliverables"] != makes:
            yield (*path, "deliverables"), f"is {makes}: that is what {template['skill_binding']} makes"
