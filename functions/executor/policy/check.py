"""Whether an addition may be taken: well-formed Cedar, known to the schema, and only able to forbid."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from .texts import Source, policies, schema_text

LARGEST, MOST = 8 * 1024, 50  # bytes of one addition; additions of a tenant
AT = "/cedar"
_NUMBERED = re.compile(r"^for policy `policy\d+`[:,]? ?")  # from nought, and not in every message


def problems(cedar: str, scope: str = "", tools: Collection[str] | None = None) -> list[dict[str, str]]:
    """`{pointer, detail}` for each thing wrong. `scope` is the agent type it is for (empty: all of the tenant).

    With `tools`, the catalogue's names, a tool that does not exist is one too: a policy for it would protect nothing.
    """
    details = _first(cedar) or [*_invalid(cedar), *_strangers(cedar, scope, tools)]
    return [{"pointer": AT, "detail": detail} for detail in details]


def _first(cedar: str) -> list[str]:
    """What makes looking any closer pointless."""
    if len(cedar.encode()) > LARGEST:
        return [f"is larger than {LARGEST // 1024} KB"]
    try:
        found = policies(Source("addition", cedar))
    except ValueError as error:
        return [f"is no Cedar: {error}"]
    if not found:
        return ["holds no policy"]
    return [
        f"policy {n} is a {one.effect}; an addition only forbids"
        for n, one in enumerate(found, 1)
        if one.effect != "forbid"
    ]


def _invalid(cedar: str) -> Iterator[str]:
    import cedarpy

    for error in cedarpy.validate_policies(cedar, schema_text()).errors:
        number = error.policy_id.removeprefix("policy")
        which = f"policy {int(number) + 1}: " if number.isdecimal() else ""
        yield which + _NUMBERED.sub("", error.error)


def _strangers(cedar: str, scope: str, tools: Collection[str] | None) -> Iterator[str]:
    import cedarpy

    for kind, name in sorted(set(_entities(json.loads(cedarpy.policies_to_json_str(cedar))))):
        if kind == "Tool" and tools is not None and name not in tools:
            yield f'names Tool::"{name}", which there is not'
        if kind == "AgentType" and scope and name != scope:
            yield f'names AgentType::"{name}", but is for "{scope}" alone'


def _entities(node: Any) -> Iterator[tuple[str, str]]:
    """Every entity that a policy's JSON names, wherever it stands."""
    if isinstance(node, dict):
        if node.keys() >= {"type", "id"} and isinstance(node["type"], str) and isinstance(node["id"], str):
            yield node["type"], node["id"]
        for inner in node.values():
            yield from _entities(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _entities(inner)
