"""What an event chunk is and becomes: pure values, so that every rule of the numbering can be tested alone.

A chunk holds `base, events, filled, octets, cursors {writer: cursor}, closed {leg: {until, status}}, sockets
{connection: epoch}` and, once full, `sealed`. The cursor of part p of batch n is n * 1000 + p.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Event = Mapping[str, Any]
Chunk = dict[str, Any]
CHUNK_EVENTS = 16
CHUNK_BYTES = 1280  # with its maps an item stays near 2 KB, and each append near two write units
SHUT_BY_AGENT, SHUT_BY_US = (
    420,
    960,
)  # seconds a closed leg stays shut: for its late repeats; for its token (900)
MOST_CLOSED = (
    8  # legs that a chunk inherits: a run starts when the one before is settled, and late batches of an
)
# agent are out of turn anyway; each is paid for with every append
PARTS = 1000
MOST_FRAME = 127 * 1024  # bytes; API Gateway pushes 128 KB at most


@dataclass(frozen=True, slots=True)
class Numbered:
    """One stored event with its number in the thread and the correlation id it happened under."""

    seq: int
    corr: str
    event: Event

    def frame(self, thread_id: str) -> str:
        """The socket frame of contracts §4; an event that no frame can hold goes by link."""
        whole = self._frame(thread_id, self.event)
        return whole if len(whole.encode()) <= MOST_FRAME else self._frame(thread_id, self._link(thread_id))

    def _frame(self, thread_id: str, event: Event) -> str:
        return text_of({
            "v": 1, "kind": "event", "thread": thread_id, "seq": self.seq, "corr": self.corr, "event": event,
        })  # fmt: skip

    def _link(self, thread_id: str) -> Event:
        href = f"/api/v1/threads/{thread_id}/events?after_seq={self.seq - 1}&limit=1"
        return {"type": "CUSTOM", "name": "by_link", "value": {"type": self.event["type"], "href": href}}


@dataclass(frozen=True, slots=True)
class Batch:
    """What one writer sends at once: `number` rises with each of its batches. `writer` is `<leg>` for the agent,
    `<leg>:call:<id>` for the executor, `<leg>:end` for the platform's last word: no agent's call id can be that one.

    `ordered` batches of a writer come without a gap: number n only after n - 1.
    `close` is the status the leg ends in: it is shut together with this batch, nothing is stored for it afterwards.
    """

    writer: str
    number: int
    corr: str
    events: Sequence[Event]
    close: str = ""
    ordered: bool = False

    @property
    def leg(self) -> str:
        return self.writer.partition(":")[0]

    def end(self) -> dict[str, Any]:
        """What the chunk keeps of a leg's end. An agent that ended its leg itself writes nothing new afterwards."""
        shut = SHUT_BY_AGENT if self.writer == self.leg else SHUT_BY_US
        return {"until": int(time.time()) + shut, "status": self.close}


def appending(batch: Batch, cursor: int, part: list[str], closing: bool) -> dict[str, Any]:
    octets = octets_of(part)
    shut = ", closed.#leg = :end" if closing else ""
    return {
        "expression": "SET events = list_append(events, :events), filled = filled + :n, octets = octets + :octets, "
        f"cursors.#writer = :cursor{shut}",
        "condition": "attribute_exists(pk) AND attribute_not_exists(sealed) AND filled <= :most "
        "AND (octets <= :left OR filled = :none) AND attribute_not_exists(closed.#leg) "
        f"AND {_in_turn(batch)}",
        "values": {
            ":events": part, ":n": len(part), ":octets": octets, ":cursor": cursor, ":none": 0,
            ":most": CHUNK_EVENTS - len(part), ":left": CHUNK_BYTES - octets,
        } | ({":before": _before(batch)} if batch.ordered else {}) | ({":end": batch.end()} if closing else {}),
        "names": {"#writer": batch.writer, "#leg": batch.leg},
    }  # fmt: skip


def _in_turn(batch: Batch) -> str:
    if batch.ordered:
        return "cursors.#writer >= :before AND cursors.#writer < :cursor"
    return "(attribute_not_exists(cursors.#writer) OR cursors.#writer < :cursor)"


def _before(batch: Batch) -> int:
    """The least cursor at which the batch before this one has at least begun to arrive."""
    return (batch.number - 1) * PARTS + 1


def out_of_turn(chunk: Chunk, batch: Batch) -> bool:
    """Whether a batch that must come first is missing, as far as this chunk can tell."""
    return batch.ordered and chunk["cursors"].get(batch.writer, 0) < _before(batch)


def fits(chunk: Chunk, part: list[str]) -> bool:
    """Whether the part has room; an empty chunk takes even one that is too large for any."""
    octets = chunk["octets"] + octets_of(part)
    return not chunk["filled"] or (chunk["filled"] + len(part) <= CHUNK_EVENTS and octets <= CHUNK_BYTES)


def with_part(chunk: Chunk, batch: Batch, cursor: int, part: list[str], closing: bool) -> Chunk:
    """A new chunk that begins with this part: seeding and appending in one write."""
    closed = {**chunk["closed"], batch.leg: batch.end()} if closing else chunk["closed"]
    cursors = {**chunk["cursors"], batch.writer: cursor}
    size = {"filled": len(part), "octets": octets_of(part)}
    return chunk | size | {"events": part, "cursors": cursors, "closed": closed}


def octets_of(part: list[str]) -> int:
    return sum(len(text.encode()) for text in part)


def passed_by(chunk: Chunk, batch: Batch, cursor: int) -> bool:
    """Whether this part was stored before, or its leg is shut."""
    return bool(chunk) and (chunk["cursors"].get(batch.writer, 0) >= cursor or batch.leg in chunk["closed"])


def first_chunk() -> Chunk:
    return {"base": 1, "events": [], "filled": 0, "octets": 0, "cursors": {}, "closed": {}, "sockets": {}}


def next_chunk(sealed: Chunk, now: int) -> Chunk:
    """What the chunk after a sealed one starts with: it inherits listeners, closed legs and open legs' cursors."""
    latest = sorted(sealed["closed"].items(), key=lambda closed: closed[1]["until"])[-MOST_CLOSED:]
    closed = {leg: end for leg, end in latest if end["until"] > now}
    cursors = {w: n for w, n in sealed["cursors"].items() if w.partition(":")[0] not in sealed["closed"]}
    return first_chunk() | {
        "base": sealed["base"] + sealed["filled"], "closed": closed, "cursors": cursors,
        "sockets": alive(sealed["sockets"]),
    }  # fmt: skip


def alive(sockets: Mapping[str, int]) -> dict[str, int]:
    now = time.time()
    return {connection: until for connection, until in sockets.items() if until > now}


def split(texts: list[str]) -> Iterator[list[str]]:
    """Splits a batch so that each part fits an empty chunk; the same batch always splits the same way."""
    part: list[str] = []
    octets = 0
    for text in texts:
        size = len(text.encode())
        if part and (len(part) == CHUNK_EVENTS or octets + size > CHUNK_BYTES):
            yield part
            part, octets = [], 0
        part.append(text)
        octets += size
    if part:
        yield part


def numbered(chunk: Chunk) -> list[Numbered]:
    stored = [json.loads(text) for text in chunk["events"]]
    return [Numbered(chunk["base"] + i, s["corr"], s["event"]) for i, s in enumerate(stored)]


def last_seq(chunk: Chunk) -> int:
    return int(chunk["base"] + chunk["filled"] - 1)


def text_of(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
