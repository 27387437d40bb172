"""A form (an A2UI surface with a BatchEditor) as a table of text."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


def form_table(content: Json) -> list[str]:
    """The lines of a table; empty where the surface holds no editor."""
    component, model = _editor(content.get("a2ui_operations") or [])
    if component is None:
        return []
    columns = [c for c in component.get("columns", []) if isinstance(c, dict)]
    rows = _at(model, component.get("rows"))
    table = [[str(c.get("label") or c["key"]) for c in columns]]
    table += [[_cell(row.get(c["key"])) for c in columns] for row in rows if isinstance(row, dict)]
    return [str(component.get("title") or "Form"), *_aligned(table)]


def _editor(operations: Sequence[Any]) -> tuple[Json | None, Any]:
    component: Json | None = None
    model: Any = {}
    for operation in operations:
        for each in operation.get("updateComponents", {}).get("components", []):
            if each.get("component") == "BatchEditor":
                component = each
        update = operation.get("updateDataModel")
        if update and update.get("path", "/") in {"", "/"}:
            model = update.get("value")
    return component, model


def _at(model: Any, bound: Any) -> list[Any]:
    """The rows that a component is bound to: literal, or by a JSON pointer into the data model."""
    if isinstance(bound, list):
        return bound
    path = bound.get("path", "") if isinstance(bound, dict) else ""
    for part in [p for p in path.split("/") if p]:
        model = model.get(part) if isinstance(model, dict) else None
    return model if isinstance(model, list) else []


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _aligned(table: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table]
    rule = "  ".join("-" * w for w in widths)
    return [lines[0], rule, *(lines[1:] or ["(empty)"])]
