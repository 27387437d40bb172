"""Whether a value fits a schema of an agent type: JSON Schema 2020-12, and four words of ours.

`x-default-from`, `x-one-of` and `x-keys-from` hold a JSON pointer into the agent's configuration: where a value that is
left out comes from, the list that it must be in, the list whose every element it must have as a key. `x-provider`
names whose credential a reference is. `functions/agent_types` lets no other word of ours into a type.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .credential_refs import is_ref
from .goals.recurrence import is_zone
from .reading import pointer

Problem = dict[str, str]
Json = Mapping[str, Any]
Path = tuple[str | int, ...]
ABSENT: Any = object()
NEEDED = "is needed"  # how the detail of whatever is merely missing begins
REFERENCE = "credential-ref"  # the format of a field that names a credential
_LOCAL_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")


def problems(schema: Json, value: Any, config: Any) -> list[Problem]:
    """`{pointer, detail}` of each; a detail never repeats a value, which may be a secret. `config` None: not known."""
    found = list(_by_schema(schema, value))
    return found or [
        {"pointer": pointer(*path), "detail": detail} for path, detail in _by_config(schema, value, config)
    ]


def with_defaults(schema: Json, value: Json, config: Any) -> dict[str, Any]:
    """The value with what it leaves out: by the configuration where that says something, else the schema's default."""
    filled = dict(value)
    for name, inner in schema.get("properties", {}).items():
        if name not in filled and (found := _default(inner, config)) is not ABSENT:
            filled[name] = found
    return filled


def _default(schema: Json, config: Any) -> Any:
    found = at(config, schema["x-default-from"]) if "x-default-from" in schema else ABSENT
    return schema.get("default", ABSENT) if found is ABSENT else found


def credential_refs(schema: Json, value: Any) -> list[tuple[str, str, str]]:
    """`(pointer, ref, provider)` wherever the schema has a reference and the value a text."""
    return [
        (pointer(*path), inner, node.get("x-provider", ""))
        for path, node, inner in _together(schema, value)
        if node.get("format") == REFERENCE and isinstance(inner, str)
    ]


def at(value: Any, place: str) -> Any:
    """What stands at a JSON pointer through objects; ABSENT where nothing does."""
    for step in place.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, Mapping) or name not in value:
            return ABSENT
        value = value[name]
    return value


def _by_schema(schema: Json, value: Any) -> Iterator[Problem]:
    for error in compiled(schema).iter_errors(value):
        path: Sequence[str | int] = error.instance_path
        missing, unknown = getattr(error.kind, "property", None), getattr(error.kind, "unexpected", ())
        if missing is not None:
            yield {"pointer": pointer(*path, missing), "detail": NEEDED}
        elif unknown:
            yield from ({"pointer": pointer(*path, name), "detail": "is not known here"} for name in unknown)
        else:
            yield {"pointer": pointer(*path), "detail": error.message.removeprefix("it ")}


def _by_config(schema: Json, value: Any, config: Any) -> Iterator[tuple[Path, str]]:
    if config is None:
        return
    for path, node, inner in _together(schema, value):
        if "x-one-of" in node and inner not in _listed(config, node["x-one-of"]):
            yield path, f"is none of those in {node['x-one-of']} of the configuration"
        for key in _listed(config, node["x-keys-from"]) if "x-keys-from" in node else ():
            if isinstance(inner, Mapping) and key not in inner:
                yield (*path, key), f"{NEEDED}, since {node['x-keys-from']} names it"


def _listed(config: Any, place: str) -> list[Any]:
    found = at(config, place)
    return found if isinstance(found, list) else []


def _together(schema: Json, value: Any, path: Path = ()) -> Iterator[tuple[Path, Json, Any]]:
    """Each part of the value beside the part of the schema that it answers to."""
    yield path, schema, value
    if isinstance(value, Mapping):
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from _together(inner, value[name], (*path, name))
    elif isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            yield from _together(schema["items"], inner, (*path, number))


def compiled(schema: Json) -> Any:
    """The schema's validator, kept. Patterns run in time linear to the text; nothing outside the schema is fetched."""
    from .approvals.digests import canonical

    return _compiled(canonical(schema))


@lru_cache(64)
def _compiled(text: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        json.loads(text), validate_formats=True, ignore_unknown_formats=False, mask="it", offline=True,
        formats=dict(FORMATS), pattern_options=jsonschema_rs.RegexOptions(),
    )  # fmt: skip


def _is_local_time(text: str) -> bool:
    """`HH:MM` on a clock of 24 hours."""
    return _LOCAL_TIME.match(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "time-zone": is_zone,
    REFERENCE: is_ref,
    "local-time": _is_local_time,
}
