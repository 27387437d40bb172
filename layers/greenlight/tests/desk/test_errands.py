"""The derived errands, on rows in memory."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from greenlight.caller import Caller
from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain
from greenlight.errands import ATTEMPTS, Errands, persist
from greenlight.errors import Conflict, Invalid, NotFound, Stale
from greenlight.rows import Raced
from pydantic import BaseModel, Field

from tests.standins.rows import MemoryRows

ANA = Caller("acmehealth", "usr_ana")
TODAY = datetime.now(UTC).date()


class Walk(BaseModel):
    """One walk a day."""

    day: date
    km: float = Field(ge=0)
    note: str | None = None


class Book(BaseModel):
    """A book by its title."""

    name: str
    pages: int = 0


def not_ahead(walk: Walk, today: date) -> None:
    if walk.day > today:
        raise Invalid("Not yet.", problems=[{"pointer": "/day", "detail": "Not yet."}])


WALKS = Domain(name="walks", title="Walks", row=Walk, key="day", rule=not_ahead, tools=crud(ENTRIES))
BOOKS = Domain(name="books", title="Books", row=Book, key="name", tools=crud(ENTRIES))


@pytest.fixture
def walks() -> Errands:
    return Errands(WALKS)


@pytest.fixture
def rows() -> MemoryRows:
    return MemoryRows(WALKS)


def days_ago(count: int) -> date:
    return TODAY - timedelta(days=count)


def test_the_rule_judges_every_way_of_writing(walks: Errands, rows: MemoryRows) -> None:
    ahead = Walk(day=TODAY + timedelta(days=3), km=1)
    rows.keep(ANA, ahead)
    ways: list[Any] = [
        lambda: walks.create(ANA, ahead, rows),
        lambda: walks.update(ANA, walks.shapes.changes(day=ahead.day, km=2), rows),
        lambda: walks.replace(ANA, str(ahead.day), ahead, rows),
        lambda: walks.save_batch(ANA, walks.shapes.batch(upserts=[ahead]), rows),
    ]
    for way in ways:
        with pytest.raises(Invalid, match=r"Not yet\."):
            way()


def test_a_date_is_listed_newest_first_and_within_a_range(walks: Errands, rows: MemoryRows) -> None:
    rows.keep(ANA, *(Walk(day=days_ago(n), km=n) for n in range(6)))
    wanted = walks.shapes.listing.model_validate({"limit": 2, "from": days_ago(4), "to": days_ago(1)})
    page = walks.list(ANA, wanted, rows)
    assert [walk.km for walk in page.items] == [1, 2]
    following = walks.list(ANA, wanted.model_copy(update={"cursor": page.next_cursor}), rows)
    assert [walk.km for walk in following.items] == [3, 4]
    assert following.next_cursor is None


def test_words_are_listed_in_their_order() -> None:
    books, rows = Errands(BOOKS), MemoryRows(BOOKS)
    rows.keep(ANA, Book(name="emma"), Book(name="dune"))
    assert [book.name for book in books.list(ANA, books.shapes.listing(), rows).items] == ["dune", "emma"]


def test_a_range_that_ends_before_it_begins_is_refused(walks: Errands, rows: MemoryRows) -> None:
    wanted = walks.shapes.listing.model_validate({"from": TODAY, "to": days_ago(1)})
    with pytest.raises(Invalid):
        walks.list(ANA, wanted, rows)


@pytest.mark.parametrize("cursor", ["yesterday", "../HEAD", "x" * 200])
def test_a_cursor_that_is_not_ours_is_refused(walks: Errands, rows: MemoryRows, cursor: str) -> None:
    with pytest.raises(Invalid, match="not a `next_cursor` of ours"):
        walks.list(ANA, walks.shapes.listing(cursor=cursor), rows)


@pytest.mark.parametrize("name", ["", "a b", "a#b", "ü", "x" * 129])
def test_a_word_that_cannot_be_a_key_is_refused_at_its_field(name: str) -> None:
    books, rows = Errands(BOOKS), MemoryRows(BOOKS)
    with pytest.raises(Invalid) as refused:
        books.create(ANA, Book(name=name), rows)
    assert refused.value.problems[0]["pointer"] == "/name"


def test_an_update_keeps_what_it_does_not_name_and_empties_what_it_clears(
    walks: Errands, rows: MemoryRows
) -> None:
    rows.keep(ANA, Walk(day=TODAY, km=3, note="rain"))
    walks.update(ANA, walks.shapes.changes(day=TODAY, km=4), rows)
    assert rows.all(ANA) == [Walk(day=TODAY, km=4, note="rain")]
    walks.update(ANA, walks.shapes.changes(day=TODAY, clear=["note"]), rows)
    assert rows.all(ANA) == [Walk(day=TODAY, km=4)]


def test_an_update_of_nothing_is_not_found(walks: Errands, rows: MemoryRows) -> None:
    with pytest.raises(NotFound):
        walks.update(ANA, walks.shapes.changes(day=TODAY, km=4), rows)


def test_only_the_revision_that_was_read_is_replaced(walks: Errands, rows: MemoryRows) -> None:
    rows.keep(ANA, Walk(day=TODAY, km=3))
    walks.replace(ANA, str(TODAY), Walk(day=TODAY, km=4), rows, 1)
    with pytest.raises(Stale):
        walks.replace(ANA, str(TODAY), Walk(day=TODAY, km=5), rows, 1)


def test_an_errand_that_was_outrun_is_done_again_from_its_load(walks: Errands, rows: MemoryRows) -> None:
    rows.keep(ANA, Walk(day=TODAY, km=3))
    rows.meanwhile = lambda: rows.keep(ANA, Walk(day=TODAY, km=3, note="seen by another"))
    persist(lambda: walks.update(ANA, walks.shapes.changes(day=TODAY, km=4), rows))
    assert rows.all(ANA) == [Walk(day=TODAY, km=4, note="seen by another")]


def test_one_that_is_always_outrun_gives_up_politely() -> None:
    tries: list[int] = []

    def outrun() -> None:
        tries.append(1)
        raise Raced

    with pytest.raises(Conflict):
        persist(outrun)
    assert len(tries) == ATTEMPTS


def test_a_row_must_not_take_a_name_that_we_add() -> None:
    class Release(BaseModel):
        name: str
        revision: int

    with pytest.raises(TypeError, match="'revision' is a name that we add ourselves"):
        Domain(name="releases", title="Releases", row=Release, key="name", tools=crud(ENTRIES))
