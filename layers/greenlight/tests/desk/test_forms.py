"""Editors derived from a row, and the committed catalogue that they are checked against."""

from datetime import date, datetime
from typing import Any, Literal

import jsonschema_rs
import pytest
from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain
from greenlight.forms import CATALOG_ID, catalog, derive, surface, validate
from pydantic import BaseModel, Field


class Meal(BaseModel):
    """What was eaten."""

    day: date = Field(title="Date")
    kcal: int = Field(ge=0, le=9000, multiple_of=5)
    kind: Literal["breakfast", "lunch", "dinner"]
    at: datetime | None = None
    shared: bool = False
    note: str | None = Field(default=None, max_length=80, description="In a few words.")


class Odd(BaseModel):
    """Has parts."""

    name: str
    parts: list[str]


def domain(row: type[BaseModel], key: str | None) -> Domain:
    return Domain(name="meals", title="Meals", row=row, key=key, tools=crud(ENTRIES), edit_with="save_batch")


def test_a_column_says_what_a_person_may_type() -> None:
    columns = {column["key"]: column for column in derive(domain(Meal, "day"))["columns"]}
    assert columns == {
        "day": {"key": "day", "label": "Date", "type": "date", "required": True},
        "kcal": {"key": "kcal", "label": "Kcal", "type": "integer", "required": True, "min": 0, "max": 9000, "step": 5},
        "kind": {
            "key": "kind", "label": "Kind", "type": "choice", "required": True,
            "options": ["breakfast", "lunch", "dinner"],
        },
        "at": {"key": "at", "label": "At", "type": "datetime", "required": False},
        "shared": {"key": "shared", "label": "Shared", "type": "boolean", "required": False},
        "note": {
            "key": "note", "label": "Note", "type": "string", "required": False, "maxLength": 80,
            "help": "In a few words.",
        },
    }  # fmt: skip


def test_save_sends_only_what_changed() -> None:
    form = derive(domain(Meal, "day"))
    [editor] = form["components"]
    assert editor["action"]["event"] == {
        "name": "meals.save_batch",
        "context": {name: {"path": f"/{name}"} for name in ("revision", "upserts", "deletes")},
    }
    messages = surface(form, "srf_1", {"revision": 3, "rows": []})
    assert messages[0]["createSurface"]["catalogId"] == CATALOG_ID
    value = messages[-1]["updateDataModel"]["value"]
    assert value == {"revision": 3, "rows": [], "upserts": [], "deletes": []}


def test_a_form_knows_whether_rows_were_left_out() -> None:
    form = derive(domain(Meal, "day"))
    assert form["components"][0]["more"] == {"path": "/more"}
    messages = surface(form, "srf_1", {"revision": 3, "rows": [], "more": True})
    assert messages[-1]["updateDataModel"]["value"]["more"] is True


def test_a_persons_only_row_is_neither_added_nor_removed() -> None:
    [editor] = derive(domain(Meal, None))["components"]
    assert [editor["canAdd"], editor["canDelete"], "rowKey" in editor, "more" in editor] == [False] * 4


def test_a_row_with_parts_has_no_columns() -> None:
    with pytest.raises(TypeError, match="leave out edit_with"):
        derive(domain(Odd, "name"))


@pytest.mark.parametrize(
    "change",
    [
        {"component": "Video"},
        {"onclick": "x"},
        {"columns": []},
        {"rows": "all"},
        {"action": {"functionCall": {}}},
    ],
)
def test_what_the_catalogue_does_not_know_is_refused(change: dict[str, Any]) -> None:
    form = derive(domain(Meal, "day"))
    form["components"][0] |= change
    with pytest.raises(jsonschema_rs.ValidationError):
        validate(form)


def test_the_catalogue_is_a_valid_schema_with_six_components() -> None:
    jsonschema_rs.meta.validate(catalog())
    assert catalog()["catalogId"] == CATALOG_ID
    assert set(catalog()["components"]) == {"BatchEditor", "Text", "Notice", "KeyValue", "Button", "Stack"}
