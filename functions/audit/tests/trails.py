"""A trail in plain values, as it was written, and the ways to tamper with it that the tests take."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from greenlight import audit
from greenlight.items import Item

from functions.audit.anchors import Anchor
from functions.audit.blocks import Block, Head, Line, sealed
from functions.audit.evidence import Period, Trail, seen
from functions.audit.judge import Finding, findings

TENANT = "acmehealth"
ALWAYS = Period(date(2000, 1, 1), date(2100, 1, 1))


@dataclass
class Written:
    """Items by entry id, and the blocks that seal them."""

    items: dict[str, Item]
    blocks: list[Block]
    anchors: list[Anchor] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    head: Head | None = None
    later: timedelta = timedelta(minutes=10)

    def copy(self) -> "Written":
        return deepcopy(self)

    def judged(self) -> list[Finding]:
        now = datetime.now(UTC) + self.later
        facts = {entry_id: seen(item) for entry_id, item in self.items.items()}
        return findings(Trail(ALWAYS, now, facts, self.blocks, self.head, self.anchors, self.absent))

    def relist(self, number: int, *lines: Line) -> None:
        """Puts other lines into a block, and touches nothing else of it."""
        self.blocks[number - 1] = replace(self.blocks[number - 1], lines=lines)

    def rewrite_from(self, number: int) -> None:
        """Makes every block from this one on anew, of what the entries say now: a forger with all the rights."""
        kept = self.blocks[: number - 1]
        for block in self.blocks[number - 1 :]:
            lines = [Line(one.entry_id, self.items[one.entry_id]["hash"]) for one in block.lines
                     if one.entry_id in self.items]  # fmt: skip
            before = Head(kept[-1].number, kept[-1].hash) if kept else Head()
            kept.append(sealed(TENANT, before, lines, block.sealed_at))
        self.blocks = kept
        self.head = Head(kept[-1].number, kept[-1].hash)


def entry(n: int, **said: Any) -> Item:
    about = {"actor": "user:usr_1", "subject": f"thg_{n}", "correlation_id": "cor_1", "details": {"n": n}}
    _, write = audit.entry(TENANT, "thing.done", **{**about, **said})
    return {name: value for name, value in write.item.items() if not name.startswith("gsi2")}


def written(*sizes: int) -> Written:
    """So many entries in each block, the last block locked away."""
    made = Written({}, [])
    for number, size in enumerate(sizes, 1):
        items = [entry(number * 100 + n) | {"sealed_in": number} for n in range(size)]
        made.items |= {item["entry_id"]: item for item in items}
        before = made.head or Head()
        lines = [Line(item["entry_id"], item["hash"]) for item in items]
        made.blocks.append(sealed(TENANT, before, lines, f"2026-01-0{number}T00:00:00.000Z"))
        made.head = Head(number, made.blocks[-1].hash)
    assert made.head is not None
    made.anchors = [Anchor("2026-01-09", made.head.number, made.head.hash)]
    return made
