"""What a JSON schema asks for, reduced to what the stand-in model can fill in."""

from dataclasses import dataclass, field
from typing import Any

from .words import tokens

Schema = dict[str, Any]
LONGEST_TITLE = 40


@dataclass(frozen=True)
class Field:
    """One property: its kind (`date`, `number`, `integer`, `boolean`, `enum`, `string`, `array`, `object`, `null`)."""

    name: str
    kind: str
    nullable: bool
    schema: Schema
    words: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """What people call it: its title, or a description that is as short as one."""
        said = str(self.schema.get("title") or self.schema.get("description") or "")
        return (
            said if 0 < len(said) <= LONGEST_TITLE and not said.endswith(".") else self.name.replace("_", " ")
        )


def resolve(schema: Schema, root: Schema) -> Schema:
    """Follow local `$ref`s and a single `allOf`; keywords beside them win."""
    while "$ref" in schema or len(schema.get("allOf", [])) == 1:
        beside = {k: v for k, v in schema.items() if k not in {"$ref", "allOf"}}
        target = _at(schema["$ref"], root) if "$ref" in schema else schema["allOf"][0]
        schema = {**target, **beside}
    return schema


def _at(ref: str, root: Schema) -> Schema:
    found: Any = root
    for part in ref.removeprefix("#").strip("/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")] if part else found
    return dict(found)


def without_null(schema: Schema, root: Schema) -> tuple[Schema, bool]:
    """The schema of the value itself, and whether null is allowed too; of several variants the first."""
    schema = resolve(schema, root)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            variants = [resolve(v, root) for v in schema[union]]
            real = [v for v in variants if v.get("type") != "null"]
            beside = {k: v for k, v in schema.items() if k != union}
            inner, nullable = without_null(real[0], root) if real else ({"type": "null"}, True)
            return {**beside, **inner, **_naming(beside)}, nullable or len(real) < len(variants)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        real_kinds = [k for k in kinds if k != "null"]
        return {**schema, "type": real_kinds[0] if real_kinds else "null"}, "null" in kinds
    return schema, None in schema.get("enum", [])


def _naming(beside: Schema) -> Schema:
    return {k: beside[k] for k in ("title", "description") if k in beside}


def kind_of(schema: Schema) -> str:
    if "enum" in schema or "const" in schema:
        return "enum"
    if schema.get("format") == "date":
        return "date"
    return str(schema.get("type") or ("object" if "properties" in schema else "string"))


def field_of(name: str, schema: Schema, root: Schema) -> Field:
    inner, nullable = without_null(schema, root)
    said = f"{name} {inner.get('title', '')} {inner.get('description', '')}"
    return Field(name, kind_of(inner), nullable, inner, tuple(dict.fromkeys(tokens(said))))


def fields_of(schema: Schema, root: Schema) -> list[Field]:
    """The properties of an object schema, in their order."""
    inner, _ = without_null(schema, root)
    return [field_of(name, sub, root) for name, sub in inner.get("properties", {}).items()]


def choices(schema: Schema) -> list[Any]:
    """The values of an enum, without null."""
    return [v for v in schema.get("enum", [schema.get("const")]) if v is not None]
