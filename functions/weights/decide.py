"""What a weight log may become: values in, values out."""

from collections.abc import Sequence
from datetime import date, timedelta

from greenlight import batch as batches
from greenlight.batch import Wanted
from greenlight.errors import Invalid
from greenlight.rows import Change, Snapshot

from .schemas import Weight, WeightBatch

AHEAD = timedelta(days=1)  # a traveller's tomorrow; further on it is a slip of the keyboard


def acceptable(weight: Weight, today: date) -> None:
    """A day in the far future is refused; `today` is the person's own."""
    if weight.day > today + AHEAD:
        detail = f"{weight.day} is in the future; today is {today}."
        raise Invalid(detail, problems=[{"pointer": "/day", "detail": detail}])


def check(batch: WeightBatch, today: date) -> None:
    """What can be said of a batch before the log is read: its size, a day named twice, a day in the future."""
    if twice := repeated_days(batch.upserts):
        raise Invalid(f"One weight per day, please: {', '.join(twice)} appears more than once.")
    batches.check(_wanted(batch))
    batches.check_each(batch.upserts, acceptable, today)


def plan(log: Snapshot[Weight], batch: WeightBatch) -> Change[Weight]:
    """What must happen to the stored log; refused if a day was changed after the sender looked."""
    return batches.plan(_wanted(batch), log)


def repeated_days(weights: Sequence[Weight]) -> list[str]:
    days = [weight.day.isoformat() for weight in weights]
    return sorted({day for day in days if days.count(day) > 1})


def _wanted(batch: WeightBatch) -> Wanted[Weight]:
    upserts = [(weight.day.isoformat(), weight) for weight in batch.upserts]
    return Wanted(batch.revision, upserts, [day.isoformat() for day in batch.deletes])
