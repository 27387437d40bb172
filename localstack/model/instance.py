"""A value for any JSON schema, for requests that ask for `response_format: json_schema`."""

from typing import Any

from .clues import Clues
from .fill import Filler
from .schema import Schema, choices, field_of, without_null


def instance(schema: Schema, clues: Clues) -> Any:
    """Any value that the schema allows, from the clues where they fit (for `response_format: json_schema`)."""
    return _instance(schema, schema, clues)


def _instance(schema: Schema, root: Schema, clues: Clues) -> Any:
    inner, nullable = without_null(schema, root)
    field = field_of("value", schema, root)
    if field.kind == "object":
        filled = Filler(root, clues, []).object(inner)
        wanted = inner.get("required", list(inner.get("properties", {})))
        rest = {n: _instance(inner["properties"][n], root, clues) for n in wanted if n not in filled}
        return {**filled, **rest}
    if field.kind == "array":
        return [_instance(inner.get("items", {}), root, clues) for _ in range(inner.get("minItems", 0))]
    if nullable:
        return None
    simple: dict[str, Any] = {
        "string": "-", "date": clues.today.isoformat(), "boolean": False, "null": None,
        "integer": int(inner.get("minimum", 0)), "number": inner.get("minimum", 0),
    }  # fmt: skip
    return choices(inner)[0] if field.kind == "enum" else simple[field.kind]
