"""A table's schema changes: rows stored before are read as if they had always been so, with no migration run."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from greenlight.caller import Caller
from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain
from greenlight.entries import Entries
from greenlight.errands import Errands
from greenlight.keys import new_id
from greenlight.rows import Change
from pydantic import BaseModel

DAY = date(2026, 11, 20)


class Pounds(BaseModel):
    """Version 1."""

    day: date
    lb: float


class Kilograms(BaseModel):
    """Version 2: the unit changed."""

    day: date
    kg: float


class WithNote(Kilograms):
    """Version 3: a field came."""

    note: str


def to_kilograms(row: dict[str, Any]) -> dict[str, Any]:
    return {"day": row["day"], "kg": round(row["lb"] * 0.4536, 1)}


def with_note(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "note": ""}


def version(number: int, row: type[BaseModel]) -> Domain:
    upgrades = {1: to_kilograms, 2: with_note}
    return Domain(
        name="scales",
        title="Scales",
        row=row,
        key="day",
        tools=crud(ENTRIES),
        version=number,
        upgrades=upgrades,
    )


ONE, TWO, THREE = version(1, Pounds), version(2, Kilograms), version(3, WithNote)


@pytest.fixture
def ana(account: None) -> Caller:
    """Somebody whose row is of version 1."""
    caller = Caller("acmehealth", new_id("usr"))
    kept: Entries[Pounds] = Entries(ONE)
    kept.commit(caller, kept.load(caller, [str(DAY)]), Change({str(DAY): Pounds(day=DAY, lb=200)}))
    return caller


def test_a_row_of_an_older_schema_is_upgraded_step_by_step_as_it_is_read(ana: Caller) -> None:
    assert read(TWO, ana) == {"day": DAY, "kg": 90.7, "revision": 1}
    assert read(THREE, ana) == {"day": DAY, "kg": 90.7, "note": "", "revision": 1}


def test_a_list_upgrades_its_rows_too(ana: Caller) -> None:
    errands = Errands(THREE)
    listed = errands.list(ana, errands.shapes.listing(), Entries(THREE))
    assert [item.note for item in listed.items] == [""]


def test_the_first_change_stores_the_new_schema(ana: Caller) -> None:
    errands = Errands(THREE)
    errands.update(ana, errands.shapes.changes(day=DAY, note="after a run"), Entries(THREE))
    no_way = replace(THREE, upgrades={})
    assert read(no_way, ana) == {"day": DAY, "kg": 90.7, "note": "after a run", "revision": 2}


def read(domain: Domain, caller: Caller) -> dict[str, Any]:
    row: dict[str, Any] = Errands(domain).fetch(caller, str(DAY), Entries(domain)).model_dump()
    return row
