"""What `verify` looks at, as values: entries as they stand, blocks, head, anchors, and the rows that name entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from greenlight.audit import HASHED, content_hash, details_digest
from greenlight.items import Item
from ulid import ULID

from .anchors import Anchor
from .blocks import Block, Head


@dataclass(frozen=True, slots=True)
class Period:
    """Days in UTC, both included; an entry's day is that of its id."""

    first: date
    last: date

    def holds(self, entry_id: str) -> bool:
        return self.first <= made_at(entry_id).date() <= self.last


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as it stands under its key: `hash` is computed from what it says now.

    `fits` is False where its own hash or its details' digest says otherwise; details that were erased do fit.
    """

    entry_id: str
    hash: str
    fits: bool
    erased: bool = False
    sealed_in: int = 0


@dataclass(frozen=True, slots=True)
class Trail:
    """One tenant's evidence. `absent` are entries that a row names but that are not there: entry id to row id."""

    period: Period
    now: datetime
    seen: Mapping[str, Seen]
    blocks: Sequence[Block]
    head: Head | None
    anchors: Sequence[Anchor] = ()
    absent: Mapping[str, str] = field(default_factory=dict)


def made_at(entry_id: str) -> datetime:
    """By its ULID, in UTC; an id that holds none counts as of the beginning of time."""
    try:
        return ULID.from_str(entry_id.rpartition("_")[2]).datetime
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def seen(item: Item) -> Seen:
    """Never fails on an item that somebody bent: what has no hash has an empty one."""
    known = all(isinstance(item.get(name), str) for name in HASHED)
    found = content_hash(item) if known else ""
    erased = "details" not in item and bool(item.get("erased_at"))
    fits = bool(found) and item.get("hash") == found and (erased or _details_fit(item))
    sealed_in = item.get("sealed_in")
    number = sealed_in if isinstance(sealed_in, int) else 0
    return Seen(item["sk"].removeprefix("ENTRY#"), found, fits, erased, number)


def _details_fit(item: Item) -> bool:
    salt, text = str(item.get("salt", "")), str(item.get("details", ""))
    return details_digest(salt, text) == item.get("details_digest")
