"""The event log of a thread: numbered without gaps, each batch stored once, however often and by whomever it is sent.

Events live in chunks of at most 16 events or 1.25 KB. An append is one conditional `list_append` on the open chunk
that also advances the writer's cursor, so a repeated batch is dropped; a full chunk is sealed and seeds the next,
a step that anybody may repeat. An event's `seq` is its chunk's base plus its index (architecture §5).

The chunk also holds who listens (registration is thereby ordered with the events: what came before is replayed,
what comes after is pushed) and which legs are closed (a late writer of a settled leg finds the door shut).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from greenlight.errors import Conflict, TooMany
from greenlight.items import ConditionFailed

from .chunks import (
    PARTS,
    Batch,
    Chunk,
    Numbered,
    alive,
    appending,
    first_chunk,
    fits,
    last_seq,
    next_chunk,
    numbered,
    out_of_turn,
    passed_by,
    split,
    text_of,
    with_part,
)  # fmt: skip
from .reader import EventReader

MAX_SOCKETS = 20
ATTEMPTS = 200
TRUSTED = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Appended:
    """`new` is empty for a repeated batch; `closed` is the status in which the leg was ended before, if it was."""

    new: list[Numbered]
    last_seq: int
    sockets: Mapping[str, int]
    closed: str = ""


class EventLog(EventReader):
    """One thread's log, to write, to listen to, and to read."""

    def append(self, batch: Batch) -> Appended:
        """Stores what of the batch is not stored yet. Safe to repeat after any crash or doubt.

        Raises Conflict for an ordered batch whose predecessor is missing.
        """
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
        chunk = self._last_known() or self._open_chunk()
        for _ in range(ATTEMPTS):
            chunk, stored = self._write(chunk, batch, cursor, part, closing)
            if stored:
                return self._remembered(chunk), True
            if passed_by(chunk, batch, cursor):
                return chunk, False
            if chunk.get("sealed"):
                chunk = self._open_chunk()  # it may be many chunks on by now
            if out_of_turn(chunk, batch):
                raise Conflict(
                    f"Batch {batch.number} came before batch {batch.number - 1}; send them in turn."
                )
        raise TimeoutError(f"{self._thread}: no append in {ATTEMPTS} attempts")

    def _write(
        self, chunk: Chunk, batch: Batch, cursor: int, part: list[str], closing: bool
    ) -> tuple[Chunk, bool]:
        """One attempt: into this chunk if there is room as far as we know, else as the beginning of the next."""
        if fits(chunk, part) and not chunk.get("sealed"):
            key = self._keys.chunk(self._thread, chunk["base"])
            try:
                return self._items.update(key, **appending(batch, cursor, part, closing)), True
            except ConditionFailed as failed:
                return failed.item or self._following({}), False
        chunk = self._seal(chunk) or self._open_chunk()
        if passed_by(chunk, batch, cursor) or out_of_turn(chunk, batch):
            return chunk, False
        fresh = with_part(next_chunk(chunk, int(time.time())), batch, cursor, part, closing)
        seeded = self._seed(fresh)
        return seeded, seeded is fresh

    def _last_known(self) -> Chunk | None:
        """Where this process appended a moment ago: saves a query. Longer ago, others have probably moved on, and a
        write that fails costs more than the query."""
        at, chunk = _newest.get(self._thread, (0.0, None))
        return chunk if time.monotonic() - at < TRUSTED else None

    def _remembered(self, chunk: Chunk) -> Chunk:
        if len(_newest) > 500:
            _newest.clear()
        known = {name: chunk[name] for name in ("base", "filled", "octets")}
        _newest[self._thread] = (time.monotonic(), known)
        return chunk

    def _open_chunk(self) -> Chunk:
        pk = self._keys.thread(self._thread)["pk"]
        page = self._items.query(pk, begins="CHUNK#", descending=True, limit=1)
        return page.items[0] if page.items else self._following({})

    def _following(self, chunk: Chunk) -> Chunk:
        """The chunk after this one, sealing and seeding as needed; every step may be repeated by anybody."""
        if not chunk:
            return self._seed(first_chunk())
        return self._seed(next_chunk(self._seal(chunk), int(time.time())))

    def _seal(self, chunk: Chunk) -> Chunk:
        """The chunk as it stays for ever."""
        if chunk.get("sealed"):
            return chunk
        key = self._keys.chunk(self._thread, chunk["base"])
        condition = "attribute_exists(pk) AND attribute_not_exists(sealed)"
        try:
            return self._items.update(key, "SET sealed = :true", condition=condition, values={":true": True})
        except ConditionFailed as failed:
            return failed.item

    def _seed(self, chunk: Chunk) -> Chunk:
        try:
            key = self._keys.chunk(self._thread, chunk["base"])
            self._items.put({**key, **chunk}, condition="attribute_not_exists(pk)")
        except ConditionFailed as failed:
            return failed.item
        return chunk


_newest: dict[str, tuple[float, Chunk]] = {}
