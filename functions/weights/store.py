"""Where weighings are kept: rows of Entries, by day."""

from collections.abc import Iterable
from datetime import date

from greenlight.caller import Caller
from greenlight.entries import Entries
from greenlight.rows import Snapshot

from .schemas import Weight


class Store(Entries[Weight]):
    """The log of whoever calls; what every table can do, and weighings by their day."""

    def on(self, caller: Caller, days: Iterable[date]) -> Snapshot[Weight]:
        return self.load(caller, [day.isoformat() for day in days])
