"""Rows as errands and judges see them: values, and the port that fetches and keeps them. Nothing here touches AWS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from .caller import Caller

R = TypeVar("R", bound=BaseModel)


class Raced(Exception):
    """Somebody wrote between load and commit: do the errand again from its load."""


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """A row as it stands, and the revision of its last change."""

    row: R
    revision: int


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[R]):
    """Some rows by key as they stood; `revision` is the collection's, 0 before its first write."""

    revision: int = 0
    rows: Mapping[str, Stored[R]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """What to write, all or nothing: rows by key, and keys of rows that the snapshot holds."""

    puts: Mapping[str, R] = field(default_factory=dict)
    deletes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.puts or self.deletes)


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows to list, by key, bounds included; a cursor is the key of the next page's first row."""

    limit: int
    first: str = ""
    last: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listed(Generic[R]):
    rows: list[Stored[R]]
    next_cursor: str | None = None


class Rows(Protocol[R]):
    """The port of every errand: one caller's rows of one domain."""

    def revision(self, caller: Caller) -> int:
        """The collection's revision."""

    def load(self, caller: Caller, keys: Iterable[str]) -> Snapshot[R]:
        """Those of the rows that exist."""

    def span(self, caller: Caller, wanted: Span) -> Listed[R]:
        """One page."""

    def commit(self, caller: Caller, snapshot: Snapshot[R], change: Change[R]) -> int:
        """The revision it made. Raises Raced if a row of the change, or the collection, moved since the snapshot."""
