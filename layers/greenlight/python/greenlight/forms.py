"""A2UI v0.9 surfaces derived from a domain (facts in docs/architecture.md): the editor of its rows, with one Save.

Derived and validated at build; at run time only the data differs.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from .cards import narrow, plain_type
from .declare import Domain

CATALOG_ID = "urn:greenlight:catalog:v1"
VERSION = "v0.9"
Json = dict[str, Any]
_LIMITS = {
    "minimum": "min",
    "maximum": "max",
    "multipleOf": "step",
    "maxLength": "maxLength",
    "enum": "options",
}


def derive(domain: Domain) -> Json:
    """`{catalogId, action, columns, components}`. Raises TypeError for a row that does not fit into columns."""
    schema = domain.row.model_json_schema()
    required = schema.get("required", [])
    columns = [_column(domain, name, spec, name in required) for name, spec in schema["properties"].items()]
    action = f"{domain.name}.{domain.edit_with}"
    return {
        "catalogId": CATALOG_ID,
        "action": action,
        "columns": columns,
        "components": [_editor(domain, columns, action)],
    }


def surface(form: Json, surface_id: str, data: Json) -> list[Json]:
    """The messages that show it: create, components, data (`revision`, `rows`, `more`; nothing changed yet)."""
    model = {**data, "upserts": [], "deletes": []}
    return [
        {"version": VERSION, "createSurface": {"surfaceId": surface_id, "catalogId": form["catalogId"]}},
        {"version": VERSION, "updateComponents": {"surfaceId": surface_id, "components": form["components"]}},
        {"version": VERSION, "updateDataModel": {"surfaceId": surface_id, "path": "/", "value": model}},
    ]


def notice(surface_id: str, text: str) -> list[Json]:
    """The messages that put a line of text where a form was, so that a replay never opens it again."""
    line = {"id": "root", "component": "Notice", "tone": "success", "text": text}
    return [
        {"version": VERSION, "createSurface": {"surfaceId": surface_id, "catalogId": CATALOG_ID}},
        {"version": VERSION, "updateComponents": {"surfaceId": surface_id, "components": [line]}},
    ]


def validate(form: Json) -> None:
    """Against the committed catalogue; at build only. Raises jsonschema_rs.ValidationError."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(catalog())
    for component in form["components"]:
        validator.validate(component)


@cache
def catalog() -> Json:
    """Our A2UI catalogue: the schema of every component that a surface may hold."""
    text = Path(__file__).with_name("a2ui_catalog.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def _editor(domain: Domain, columns: list[Json], action: str) -> Json:
    """The editor writes changed rows to /upserts and removed keys to /deletes: only those are sent."""
    changed = {name: {"path": f"/{name}"} for name in ("revision", "upserts", "deletes")}
    keyed = domain.key is not None
    return {
        "id": "root",
        "component": "BatchEditor",
        "title": domain.title,
        **({"rowKey": domain.key} if keyed else {}),
        "rows": {"path": "/rows"},
        **({"more": {"path": "/more"}} if keyed else {}),
        "upserts": {"path": "/upserts"},
        "deletes": {"path": "/deletes"},
        "columns": columns,
        "canAdd": keyed,
        "canDelete": keyed,
        "submitLabel": "Save",
        "action": {"event": {"name": action, "context": changed}},
    }


def _column(domain: Domain, name: str, spec: Json, required: bool) -> Json:
    if (kind := plain_type(spec)) == "other":
        raise TypeError(f"{domain.name}.{name}: a form has columns of plain values; leave out edit_with.")
    one = narrow(spec)
    label = spec.get("title") or name.replace("_", " ").capitalize()
    column = {"key": name, "label": label, "type": kind, "required": required}
    limits = {ours: one[theirs] for theirs, ours in _LIMITS.items() if theirs in one}
    return column | limits | ({"help": spec["description"]} if "description" in spec else {})
