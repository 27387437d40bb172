"""Where a schema points into the configuration: the place must exist there, and hold what fits."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenlight.reading import pointer
from greenlight.type_values import ABSENT, REFERENCE, Problem, at
from greenlight.type_values import problems as misfits

PROVIDERS = ("mastodon", "facebook", "instagram", "linkedin", "x", "delta_exchange_india")
Json = Mapping[str, Any]
Path = tuple[str | int, ...]
Complaint = tuple[Path, str]


def problems(definition: Json) -> list[Problem]:
    """For a definition whose schemas are readable."""
    config, sample = definition["config_schema"], definition["sample_config"]
    found: list[Complaint] = []
    for path, node in _nodes(config, ("config_schema",)):
        found += [(path + inner, detail) for inner, detail in _of_node(node, config)]
        if "x-default-from" in node:
            found.append(
                ((*path, "x-default-from"), "stands in a goal's settings; here it has nothing to take")
            )
    for number, template in enumerate(definition["goal_templates"]):
        root: Path = ("goal_templates", number, "settings_schema")
        for path, node in _nodes(template["settings_schema"], root):
            found += [(path + inner, detail) for inner, detail in _of_node(node, config)]
            found += [
                ((*path, "x-default-from"), detail)
                for detail in _of_default(node, config, sample, len(path) - len(root))
            ]
    return [{"pointer": pointer(*path), "detail": detail} for path, detail in found]


def _nodes(schema: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, schema
    for name, inner in schema.get("properties", {}).items():
        yield from _nodes(inner, (*path, "properties", name))
    if "items" in schema:
        yield from _nodes(schema["items"], (*path, "items"))


def _of_default(node: Json, config: Json, sample: Json, depth: int) -> Iterator[str]:
    """A default is taken for a whole field of the settings, and must be one that the field takes."""
    if "x-default-from" not in node:
        return
    named = _named(config, node["x-default-from"])
    if named is None:
        yield "points at no field of the configuration"
    elif depth != 2:
        yield "belongs to a field at the root of the settings"
    elif named["type"] != node["type"]:
        yield f"points at what is {named['type']}, and this is {node['type']}"
    elif (value := at(sample, node["x-default-from"])) is not ABSENT and misfits(node, value, None):
        yield "takes a value from the sample configuration that does not fit here"


def _of_node(node: Json, config: Json) -> Iterator[Complaint]:
    if "x-one-of" in node:
        named = _named(config, node["x-one-of"])
        if named is None or named["type"] != "array" or named["items"]["type"] != node["type"]:
            yield ("x-one-of",), f"points at no list of {node['type']} in the configuration"
    if "x-keys-from" in node:
        named = _named(config, node["x-keys-from"])
        keys = named["items"].get("enum") if named and named["type"] == "array" else None
        if node["type"] != "object" or keys is None or not set(keys) <= node.get("properties", {}).keys():
            yield ("x-keys-from",), "points at no list of choices, each a field here, in the configuration"
    if node.get("format") == REFERENCE and node.get("x-provider") not in PROVIDERS:
        yield ("x-provider",), f"says whose credential it is: {', '.join(PROVIDERS)}"
    if "x-provider" in node and node.get("format") != REFERENCE:
        yield ("x-provider",), f"stands with the format {REFERENCE} alone"


def _named(config: Json, place: Any) -> Json | None:
    """The part of the configuration's schema that a pointer into a configuration leads to."""
    if not isinstance(place, str) or not place.startswith("/"):
        return None
    node: Any = config
    for step in place[1:].split("/"):
        node = node.get("properties", {}).get(step.replace("~1", "/").replace("~0", "~"))
        if node is None:
            return None
    found: Json = node
    return found
