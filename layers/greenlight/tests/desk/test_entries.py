"""Rows in DynamoDB: revisions, races, pages."""

from datetime import date, timedelta

import pytest
from greenlight.caller import Caller
from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain
from greenlight.entries import Entries
from greenlight.keys import new_id
from greenlight.rows import Change, Raced, Snapshot, Span, Stored
from pydantic import BaseModel

FIRST = date(2026, 1, 1)


class Step(BaseModel):
    """One day's steps."""

    day: date
    count: int


DOMAIN = Domain(name="steps", title="Steps", row=Step, key="day", tools=crud(ENTRIES))


@pytest.fixture
def ana(account: None) -> Caller:
    return Caller("acmehealth", new_id("usr"))


@pytest.fixture
def steps() -> Entries[Step]:
    return Entries(DOMAIN)


def rows(*counts: int) -> dict[str, Step]:
    days = [FIRST + timedelta(days=index) for index in range(len(counts))]
    return {str(day): Step(day=day, count=count) for day, count in zip(days, counts, strict=True)}


def test_every_write_makes_the_next_revision(ana: Caller, steps: Entries[Step]) -> None:
    assert steps.revision(ana) == 0
    for expected in (1, 2, 3):
        assert steps.commit(ana, steps.load(ana, rows(1)), Change(rows(expected))) == expected
    assert steps.revision(ana) == 3


def test_the_first_of_two_first_writes_wins(ana: Caller, steps: Entries[Step]) -> None:
    nothing: Snapshot[Step] = steps.load(ana, ["2026-01-01"])
    steps.commit(ana, nothing, Change(rows(1)))
    with pytest.raises(Raced):
        steps.commit(ana, nothing, Change(rows(2)))
    assert steps.load(ana, ["2026-01-01"]).rows["2026-01-01"].row.count == 1


@pytest.mark.parametrize("before", [0, 1])
def test_a_write_elsewhere_in_the_collection_is_a_race_too(
    ana: Caller, steps: Entries[Step], before: int
) -> None:
    for _ in range(before):
        steps.commit(ana, steps.load(ana, rows(1)), Change(rows(1)))
    seen = steps.load(ana, ["2026-01-01"])
    steps.commit(ana, steps.load(ana, ["2026-01-02"]), Change({"2026-01-02": rows(1, 2)["2026-01-02"]}))
    with pytest.raises(Raced):
        steps.commit(ana, seen, Change(rows(1)))


def test_a_row_that_moved_under_the_right_revision_is_a_race(ana: Caller, steps: Entries[Step]) -> None:
    """The items of one load are read each for itself: the collection may be newer than a row beside it."""
    steps.commit(ana, steps.load(ana, rows(1)), Change(rows(1)))
    old = {"2026-01-01": Stored(rows(1)["2026-01-01"], 0)}
    absent: dict[str, Stored[Step]] = {}
    for torn in (Snapshot(1, absent), Snapshot(1, old)):
        with pytest.raises(Raced):
            steps.commit(ana, torn, Change(rows(2)))


def test_a_race_leaves_nothing_behind(ana: Caller, steps: Entries[Step]) -> None:
    seen = steps.load(ana, rows(1, 2))
    steps.commit(ana, steps.load(ana, rows(1)), Change(rows(9)))
    with pytest.raises(Raced):
        steps.commit(ana, seen, Change(rows(1, 2)))
    assert list(steps.load(ana, rows(1, 2)).rows) == ["2026-01-01"]


@pytest.mark.parametrize("descending", [False, True])
def test_pages_hold_every_row_once_in_order(ana: Caller, steps: Entries[Step], descending: bool) -> None:
    steps.commit(ana, Snapshot(), Change(rows(*range(7))))
    seen: list[int] = []
    first, last = "", ""
    while True:
        page = steps.span(ana, Span(3, first, last, descending))
        seen += [stored.row.count for stored in page.rows]
        if page.next_cursor is None:
            break
        first, last = ("", page.next_cursor) if descending else (page.next_cursor, "")
    assert seen == sorted(range(7), reverse=descending)


def test_a_span_includes_both_of_its_ends(ana: Caller, steps: Entries[Step]) -> None:
    steps.commit(ana, Snapshot(), Change(rows(*range(5))))
    found = steps.span(ana, Span(10, "2026-01-02", "2026-01-04")).rows
    assert [stored.row.count for stored in found] == [1, 2, 3]
