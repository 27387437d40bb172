"""Reading a tenant's trail. The order of the reads matters: what is sealed meanwhile must not look like a defect."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from greenlight.declare import LEDGER
from greenlight.items import Item, Items
from greenlight.keys import Keys, is_part

from .anchors import anchors
from .blocks import Block, Head, from_item
from .evidence import Period, Seen, Trail, made_at, seen
from .naming import named

AT_ONCE = 100  # items of one BatchGetItem
READ_ATTEMPTS = 5


class Store:
    """The ledger of one tenant, for reading only."""

    def __init__(self, tenant_id: str) -> None:
        self.tenant_id = tenant_id
        self.keys = Keys(tenant_id)
        self._ledger = Items(LEDGER)

    def trail(self, first: date | None = None, last: date | None = None) -> Trail:
        """Entries first, then the blocks that may list more of them by then; those are fetched one by one."""
        period = Period(first or self.beginning(), last or datetime.now(UTC).date())
        found: dict[str, Seen] = {}
        subjects: set[str] = set()
        for item in self.entries(period):
            found[item["sk"].removeprefix("ENTRY#")] = seen(item)
            subjects.add(str(item.get("subject", "")))
        blocks, head = self._chain()
        listed = [line.entry_id for block in blocks for line in block.lines if period.holds(line.entry_id)]
        found |= self._fetched(one for one in listed if one not in found)
        rows = {one: row for one, row in named(self.tenant_id, subjects).items() if period.holds(one)}
        found |= self._fetched(one for one in rows if one not in found)
        absent = {entry_id: row for entry_id, row in rows.items() if entry_id not in found}
        kept = list(anchors(self.tenant_id))
        return Trail(period, datetime.now(UTC), found, blocks, head, kept, absent)

    def entries(self, period: Period) -> Iterator[Item]:
        """Of these days, in their order."""
        for n in range((period.last - period.first).days + 1):
            day = (period.first + timedelta(days=n)).isoformat()
            yield from self._ledger.every(self.keys.audit_days(day), begins="ENTRY#")

    def blocks(self, after: int = 0) -> Iterator[Block]:
        low, high = self.keys.audit_block(after + 1), self.keys.audit_block(10**12 - 1)
        for item in self._ledger.every(low["pk"], between=(low["sk"], high["sk"])):
            yield from_item(item)

    def beginning(self) -> date:
        """The day of the first sealed entry; today where nothing is sealed."""
        first = next(self.blocks(), None)
        made = min((made_at(line.entry_id) for line in first.lines), default=None) if first else None
        return (made or datetime.now(UTC)).date()

    def _chain(self) -> tuple[list[Block], Head | None]:
        """All blocks, and a head that was read after them but before the next one was sealed."""
        blocks: list[Block] = []
        for _ in range(READ_ATTEMPTS):
            more = list(self.blocks(blocks[-1].number if blocks else 0))
            blocks += more
            item = self._ledger.get(self.keys.audit_head())
            if not item or not more or item["n"] <= blocks[-1].number:
                break
        return blocks, Head(item["n"], item["hash"]) if item else None

    def _fetched(self, entry_ids: Iterable[str]) -> dict[str, Seen]:
        wanted = iter([self.keys.audit_entry(one) for one in entry_ids if is_part(one)])
        found: dict[str, Seen] = {}
        while some := list(islice(wanted, AT_ONCE)):
            for item in self._ledger.get_many(some):
                found[item["sk"].removeprefix("ENTRY#")] = seen(item)
        return found
