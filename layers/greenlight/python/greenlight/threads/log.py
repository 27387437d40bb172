"""The event log of a thread: numbered without gaps, each batch stored once, however often and by whomever it is sent.

Events live in chunks of at most 16 events or 2 KB. An append is one conditional `list_append` on the open chunk
that also advances the writer's cursor, so a repeated batch is dropped; a full chunk is sealed and seeds the next,
a step that anybody may repeat. An event's `seq` is its chunk's base plus its index (architecture §5).

The chunk also holds who listens (registration is thereby ordered with the events: what came before is replayed,
what comes after is pushed) and which legs are closed (a late writer of a settled leg finds the door shut).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from greenlight.declare import THREADS
from greenlight.errors import TooMany
from greenlight.items import ConditionFailed, Items
from greenlight.keys import Keys

from .chunks import (
    CHUNK_EVENTS,
    PARTS,
    Batch,
    Chunk,
    Numbered,
    alive,
    appending,
    first_chunk,
    last_seq,
    next_chunk,
    numbered,
    passed_by,
    split,
    text_of,
)  # fmt: skip

MAX_SOCKETS = 20
ATTEMPTS = 200
LAST_SEQ = 10**12 - 1  # what twelve digits of a chunk's key can tell


@dataclass(frozen=True, slots=True)
class Appended:
    """`new` is empty for a repeated batch; `closed` is the status in which the leg was ended before, if it was."""

    new: list[Numbered]
    last_seq: int
    sockets: Mapping[str, int]
    closed: str = ""


class EventLog:
    """One thread's log."""

    def __init__(self, keys: Keys, thread_id: str, items: Items | None = None) -> None:
        self._keys = keys
        self._thread = thread_id
        self._items = items or Items(THREADS)

    def append(self, batch: Batch) -> Appended:
        """Stores what of the batch is not stored yet. Safe to repeat after any crash or doubt."""
        new: list[Numbered] = []
        parts = list(split([text_of({"corr": batch.corr, "event": event}) for event in batch.events]))
        chunk: Chunk = {}
        for number, part in enumerate(parts, start=1):
            closing = bool(batch.close) and number == len(parts)
            chunk, stored = self._append_part(batch, batch.number * PARTS + number, part, closing)
            if not stored and batch.leg in chunk["closed"]:
                return Appended(
                    new, last_seq(chunk), chunk["sockets"], closed=chunk["closed"][batch.leg]["status"]
                )
            if stored:
                new += numbered(chunk)[-len(part) :]
        return Appended(new, last_seq(chunk), chunk["sockets"])

    def read(self, after_seq: int = 0, limit: int = 1000) -> list[Numbered]:
        """The events after a number, oldest first."""
        found: list[Numbered] = []
        after_seq = min(after_seq, LAST_SEQ)
        first = self._keys.chunk(self._thread, max(1, after_seq + 2 - CHUNK_EVENTS))
        last = self._keys.chunk(self._thread, LAST_SEQ)
        for chunk in self._items.every(first["pk"], between=(first["sk"], last["sk"]), limit=100):
            found += [event for event in numbered(chunk) if event.seq > after_seq]
            if len(found) >= limit:
                break
        return found[:limit]

    def newest(self, size: int) -> list[Numbered]:
        """The latest events, oldest first: whole chunks, until they hold `size` bytes."""
        found: list[Numbered] = []
        pk = self._keys.thread(self._thread)["pk"]
        for chunk in self._items.every(pk, begins="CHUNK#", descending=True, limit=50):
            found = numbered(chunk) + found
            size -= chunk["octets"]
            if size <= 0:
                break
        return found

    def listen(self, connection_id: str, expires_at: int) -> int:
        """Pushes all later events to this socket; returns the number of the last event that will not be pushed.

        Raises TooMany when 20 others listen already.
        """
        condition = "attribute_exists(pk) AND attribute_not_exists(sealed)"
        chunk = self._open_chunk()
        for _ in range(ATTEMPTS):
            if connection_id not in chunk["sockets"] and len(alive(chunk["sockets"])) >= MAX_SOCKETS:
                raise TooMany(
                    f"{MAX_SOCKETS} sockets listen to this thread already; close one.", retry_after=60
                )
            try:
                written = self._items.update(
                    self._keys.chunk(self._thread, chunk["base"]), "SET sockets.#c = :t",
                    condition=condition, values={":t": expires_at}, names={"#c": connection_id},
                )  # fmt: skip
            except ConditionFailed as failed:
                chunk = self._following(failed.item)
                continue
            return last_seq(written)
        raise TimeoutError(f"{self._thread}: the chunk kept moving")

    def forget(self, connection_id: str) -> None:
        """Stops pushing to a socket; a log without chunks or a chunk sealed meanwhile is tried again."""
        chunk = self._open_chunk()
        while connection_id in chunk["sockets"]:
            try:
                self._items.update(
                    self._keys.chunk(self._thread, chunk["base"]), "REMOVE sockets.#c",
                    condition="attribute_not_exists(sealed)", names={"#c": connection_id},
                )  # fmt: skip
                return
            except ConditionFailed as failed:
                chunk = self._following(failed.item)

    def _append_part(self, batch: Batch, cursor: int, part: list[str], closing: bool) -> tuple[Chunk, bool]:
        """The chunk as it then stands, and whether this very call stored the part."""
        base = _newest_base.get(self._thread) or self._open_chunk()["base"]
        for _ in range(ATTEMPTS):
            _remember(self._thread, base)
            try:
                return self._items.update(
                    self._keys.chunk(self._thread, base), **appending(batch, cursor, part, closing)
                ), True
            except ConditionFailed as failed:
                chunk = failed.item
            if passed_by(chunk, batch, cursor):
                return chunk, False
            newest = self._open_chunk() if chunk.get("sealed") else chunk  # it may be many chunks on by now
            base = newest["base"] if newest and newest["base"] != base else self._following(newest)["base"]
        raise TimeoutError(f"{self._thread}: no append in {ATTEMPTS} attempts")

    def _open_chunk(self) -> Chunk:
        pk = self._keys.thread(self._thread)["pk"]
        page = self._items.query(pk, begins="CHUNK#", descending=True, limit=1)
        return page.items[0] if page.items else self._following({})

    def _following(self, chunk: Chunk) -> Chunk:
        """The chunk after this one, sealing and seeding as needed; every step may be repeated by anybody."""
        if not chunk:
            return self._seed(first_chunk())
        if not chunk.get("sealed"):
            try:
                key = self._keys.chunk(self._thread, chunk["base"])
                chunk = self._items.update(
                    key,
                    "SET sealed = :true",
                    condition="attribute_not_exists(sealed)",
                    values={":true": True},
                )
            except ConditionFailed as failed:
                chunk = failed.item
        return self._seed(next_chunk(chunk, int(time.time())))

    def _seed(self, chunk: Chunk) -> Chunk:
        try:
            key = self._keys.chunk(self._thread, chunk["base"])
            self._items.put({**key, **chunk}, condition="attribute_not_exists(pk)")
        except ConditionFailed as failed:
            return failed.item
        return chunk


_newest_base: dict[str, int] = {}


def _remember(thread_id: str, base: int) -> None:
    """Where this process last appended: saves a query; a stale value only costs a failed condition."""
    if len(_newest_base) > 500:
        _newest_base.clear()
    _newest_base[thread_id] = base
