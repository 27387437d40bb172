"""When a goal is due: its slots by the wall clock of a zone, each with the moment at which it comes. Pure.

The rules (decision 25): a slot in the hour that spring leaves out comes at the first moment after the gap; one in the
hour that autumn repeats comes the first time alone; in a month without its day, a slot comes on the last day.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

Frequency = Literal["daily", "weekly", "monthly", "on_demand"]
Weekday = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
WEEKDAYS: tuple[Weekday, ...] = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_BEFORE = timedelta(
    days=2
)  # local days lie at most one from UTC's; the Line of dates has moved a zone by one more


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`time` as HH:MM; `weekday` counts for a weekly goal alone, `day` (1 to 31) for a monthly one."""

    frequency: Frequency
    zone: str
    time: str = "09:00"
    weekday: Weekday = "MON"
    day: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """`name` is its nominal local time (`2026-03-29T02:30`), `at` the moment it comes, in epoch seconds UTC.

    In a `gap`, that local time does not exist, and EventBridge Scheduler leaves the slot out.
    """

    name: str
    at: int
    gap: bool = False


def is_zone(name: str) -> bool:
    """Whether this is an IANA time zone by its full name."""
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "Factory"})  # no zones that a schedule can have


def slots(rhythm: Rhythm, after: float, until: float) -> Iterator[Slot]:
    """Those that come later than `after` and not later than `until`, in their order."""
    return takewhile(lambda slot: slot.at <= until, _from(rhythm, after))


def following(rhythm: Rhythm, after: float) -> Slot | None:
    """The next one; a goal on demand has none."""
    return next(_from(rhythm, after), None)


def slot_on(rhythm: Rhythm, day: date) -> Slot:
    """The slot of that day, whether or not the rhythm has one there."""
    nominal = datetime.combine(day, time.fromisoformat(rhythm.time))
    zone = ZoneInfo(rhythm.zone)
    first = nominal.replace(tzinfo=zone).astimezone(UTC)  # of two such moments the first
    name = nominal.isoformat(timespec="minutes")
    if first.astimezone(zone).replace(tzinfo=None) == nominal:
        return Slot(name, int(first.timestamp()))
    before = nominal.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return Slot(name, _change(zone, int(before.timestamp()), int(first.timestamp())), gap=True)


def _from(rhythm: Rhythm, after: float) -> Iterator[Slot]:
    if rhythm.frequency == "on_demand":
        return
    start = datetime.fromtimestamp(after, UTC).date() - _BEFORE
    for day in _days(rhythm, start):
        slot = slot_on(rhythm, day)
        if slot.at > after:
            yield slot


def _days(rhythm: Rhythm, start: date) -> Iterator[date]:
    """The days of the rhythm from `start` on, without end."""
    if rhythm.frequency == "monthly":
        year, month = start.year, start.month
        while True:
            yield date(year, month, min(rhythm.day, monthrange(year, month)[1]))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    step = timedelta(days=7 if rhythm.frequency == "weekly" else 1)
    if rhythm.frequency == "weekly":
        start += timedelta(days=(WEEKDAYS.index(rhythm.weekday) - start.weekday()) % 7)
    while True:
        yield start
        start += step


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second between these two at which the zone's clock has been moved."""
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: ZoneInfo, epoch: int) -> timedelta | None:
    return datetime.fromtimestamp(epoch, UTC).astimezone(zone).utcoffset()
