"""Tool schemas as OpenAI's strict mode wants them, generated from Pydantic (contracts §7)."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]
_KEPT = (
    "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "$ref", "$defs",
    "description", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems",
)  # fmt: skip
_DEEPEST = 100


class NotStrict(TypeError):
    """A model that strict mode cannot express; its tool says `strict=False` or its model changes."""


def strict_schema(model: type[BaseModel]) -> Schema:
    """Closed objects, every property required (optional means nullable), no root union. Raises NotStrict.

    Lengths, defaults and the like are dropped: strict mode does not carry them, and the tool's Lambda checks them.
    """
    schema = model.model_json_schema(mode="validation")
    definitions = schema.pop("$defs", {})
    root = _resolve(schema, definitions)
    if root.get("type") != "object":
        raise NotStrict(f"{model.__name__}: the root must be a plain object.")
    strict = _strict(root, definitions, model.__name__)
    used = {name: _strict(definitions[name], definitions, name) for name in definitions}
    return strict | ({"$defs": used} if used else {})


def loose_schema(model: type[BaseModel]) -> Schema:
    """The model's own schema, for a tool that says `strict=False`."""
    return model.model_json_schema(mode="validation")


def result_schema(model: type[BaseModel]) -> Schema:
    """What a tool answers; nobody generates from it, so it stays as Pydantic has it."""
    return model.model_json_schema(mode="serialization")


def _strict(schema: Schema, definitions: Mapping[str, Schema], where: str, depth: int = 0) -> Schema:
    if depth > _DEEPEST:
        raise NotStrict(f"{where}: nested too deeply.")
    schema = _normal(schema, definitions)
    _check(schema, where)
    kept = {name: schema[name] for name in _KEPT if name in schema}
    if "description" not in kept and (title := _said_title(schema, where)):
        kept["description"] = title
    if "properties" in schema or schema.get("type") == "object":
        inside = schema.get("properties", {})
        kept["properties"] = {
            n: _strict(s, definitions, f"{where}.{n}", depth + 1) for n, s in inside.items()
        }
        kept |= {"required": list(inside), "additionalProperties": False}
    if "items" in schema:
        kept["items"] = _strict(schema["items"], definitions, f"{where}[]", depth + 1)
    if "anyOf" in schema:
        kept["anyOf"] = [_strict(s, definitions, where, depth + 1) for s in schema["anyOf"]]
    return kept


def _normal(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """`oneOf` as `anyOf`, a single `allOf` merged, a `$ref` with words beside it inlined."""
    rest = dict(schema)
    if "oneOf" in rest:
        rest["anyOf"] = rest.pop("oneOf")
    if len(rest.get("allOf", ())) == 1:
        rest = {**rest.pop("allOf")[0], **rest}
    beside = {name for name in rest if name not in {"$ref", "default"}}
    return _resolve(rest, definitions) if "$ref" in rest and beside else rest


def _resolve(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    if "$ref" not in schema:
        return schema
    rest = {name: value for name, value in schema.items() if name != "$ref"}
    return {**definitions[schema["$ref"].removeprefix("#/$defs/")], **rest}


def _check(schema: Schema, where: str) -> None:
    if schema.get("type") == "object" and schema.get("additionalProperties") not in (None, False):
        raise NotStrict(f"{where}: a free-form object; name its fields, or say strict=False.")
    if unknown := {"allOf", "not", "prefixItems", "patternProperties", "if"} & schema.keys():
        raise NotStrict(f"{where}: {min(unknown)} has no place in strict mode.")
    if not {"type", "anyOf", "enum", "const", "$ref"} & schema.keys():
        raise NotStrict(f"{where}: anything at all is allowed here; say which type.")


def _said_title(schema: Schema, where: str) -> str:
    """A title that a person wrote; Pydantic's own only repeats the name."""
    title, name = schema.get("title", ""), where.rpartition(".")[2]
    return "" if title.replace(" ", "").lower() == name.replace("_", "").lower() else str(title)
