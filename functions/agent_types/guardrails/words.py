"""Which JSON Schema a type may use: valid 2020-12, in words that every form can show and every version can compare."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from greenlight.reading import pointer
from greenlight.secret_shapes import is_secret_name, is_secret_number
from greenlight.type_values import FORMATS, REFERENCE, Problem, compiled

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TYPES = ("array", "boolean", "integer", "number", "object", "string")
WORDS = frozenset({
    "$schema", "type", "title", "description", "default", "examples", "enum", "const", "properties", "required",
    "additionalProperties", "minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems",
    "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "x-default-from", "x-one-of", "x-keys-from", "x-provider",
})  # fmt: skip
KNOWN_FORMATS = ("date", "time", "date-time", "duration", "email", "uri", "uuid", *FORMATS)
MOST_BYTES, MOST_OF_ALL = 32 * 1024, 96 * 1024  # of a schema, of a definition
DEEPEST, MOST_FIELDS, MOST_CHOICES, LONGEST_PATTERN = 6, 150, 200, 200
Path = tuple[str | int, ...]
Complaint = tuple[Path, str]


def too_large(definition: Mapping[str, Any]) -> list[Problem]:
    """By bytes of JSON; an item of the table has 400 KB, a request 128 KB."""
    size = _size(definition)
    if size <= MOST_OF_ALL:
        return []
    return [{"pointer": "", "detail": f"has {size} bytes; a definition has {MOST_OF_ALL} at most"}]


def problems(schema: Any, at: str) -> list[Problem]:
    """Empty for a schema that can be compiled, shown and compared."""
    found = list(_of_root(schema)) or list(_beyond_words(schema))
    return [{"pointer": at + pointer(*path), "detail": detail} for path, detail in found]


def _of_root(schema: Any) -> Iterator[Complaint]:
    if _size(schema) > MOST_BYTES:
        yield (), f"has more than {MOST_BYTES} bytes"
        return
    nodes = list(_nodes(schema))
    if len(nodes) > MOST_FIELDS:
        yield (), f"has more than {MOST_FIELDS} fields"
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        yield ("type",), "is `object` at the root"
    for path, node, name in nodes:
        for inner, detail in _of_node(node, name):
            yield (*path, *inner), detail


def _nodes(schema: Any, path: Path = (), name: str = "", depth: int = 0) -> Iterator[tuple[Path, Any, str]]:
    """Each part with its path and the nearest name above it, to the depth that is taken and one step more."""
    yield path, schema if depth <= DEEPEST else None, name
    if not isinstance(schema, Mapping) or depth > DEEPEST:
        return
    inside = schema.get("properties")
    for key, inner in inside.items() if isinstance(inside, Mapping) else ():
        nearest = name if is_secret_name(name) else key
        yield from _nodes(inner, (*path, "properties", key), nearest, depth + 1)
    if "items" in schema:
        yield from _nodes(schema["items"], (*path, "items"), name, depth + 1)


def _of_node(node: Any, name: str) -> Iterator[Complaint]:
    if not isinstance(node, Mapping):
        yield (), f"is an object of JSON Schema, nested {DEEPEST} deep at most"
        return
    for word in sorted(node.keys() - WORDS):
        yield (word,), "is no word that a type may use"
    kind = node.get("type")
    if kind not in TYPES:
        yield ("type",), f"is one of {', '.join(TYPES)}"
    elif kind == "object" and node.get("additionalProperties") is not False:
        yield ("additionalProperties",), "is false: every field is named"
    elif kind == "array" and "items" not in node:
        yield ("items",), "is needed: say what the list holds"
    yield from _of_words(node)
    if _asks_for_secret(node, name):
        yield (
            (),
            f"asks for a secret by its name; a credential stands here as a reference (format {REFERENCE})",
        )


def _of_words(node: Mapping[str, Any]) -> Iterator[Complaint]:
    if node.get("$schema", DRAFT) != DRAFT:
        yield ("$schema",), f"is {DRAFT}"
    if "format" in node and node["format"] not in KNOWN_FORMATS:
        yield ("format",), f"is one of {', '.join(KNOWN_FORMATS)}"
    if len(str(node.get("pattern", ""))) > LONGEST_PATTERN:
        yield ("pattern",), f"has {LONGEST_PATTERN} characters at most"
    if isinstance(node.get("enum"), list) and len(node["enum"]) > MOST_CHOICES:
        yield ("enum",), f"has {MOST_CHOICES} choices at most"
    if isinstance(node.get("properties"), Mapping):
        for missing in sorted(
            {str(one) for one in _listed(node.get("required"))} - node["properties"].keys()
        ):
            yield ("required",), f"names {missing[:64]}, which is no field here"


def _asks_for_secret(node: Mapping[str, Any], name: str) -> bool:
    if node.get("type") == "string":
        return (
            is_secret_name(name) and node.get("format") != REFERENCE and not {"enum", "const"} & node.keys()
        )
    return node.get("type") in ("integer", "number") and is_secret_number(name)


def _beyond_words(schema: Any) -> Iterator[Complaint]:
    """What the draft's own schema and the engine say; a pattern must run in time linear to the text."""
    import jsonschema_rs

    meta = jsonschema_rs.Draft202012Validator({"$ref": DRAFT}, offline=True)
    wrong = [
        (tuple(error.instance_path), "is not valid JSON Schema 2020-12 here")
        for error in meta.iter_errors(schema)
    ]
    yield from dict.fromkeys(wrong)
    if wrong:
        return
    for path, node, _ in _nodes(schema):
        try:
            compiled({"pattern": node.get("pattern", "")})
        except jsonschema_rs.ValidationError:
            yield (*path, "pattern"), "is no regular expression without look-around and back-references"
            return
    for path, node, _ in _nodes(schema):
        if "default" in node and not compiled(node).is_valid(node["default"]):
            yield (*path, "default"), "does not fit its own field"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
