"""What a person's coach may do with his weight log, besides what every table has."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from greenlight.caller import Caller
from greenlight.rows import Change, Snapshot
from greenlight.shapes import Saved

from .decide import check, plan
from .schemas import Weight, WeightBatch


class Log(Protocol):
    """The port: one person's log, and one write for all of a change."""

    def on(self, caller: Caller, days: Iterable[date]) -> Snapshot[Weight]: ...

    def commit(self, caller: Caller, snapshot: Snapshot[Weight], change: Change[Weight]) -> int: ...


def save_batch(caller: Caller, batch: WeightBatch, log: Log) -> Saved:
    """Log, correct and remove several weights at once, all or none; one per day, in kilograms."""
    check(batch, caller.now().date())
    seen = log.on(caller, [weight.day for weight in batch.upserts] + batch.deletes)
    change = plan(seen, batch)
    revision = log.commit(caller, seen, change) if change else seen.revision
    return Saved(revision=revision, saved=len(change.puts), deleted=len(change.deletes))
