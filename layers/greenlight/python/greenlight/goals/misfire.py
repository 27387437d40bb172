"""Which of the slots that are due get a run: those in time always, missed ones by the goal's rule. Pure."""

from collections.abc import Sequence
from typing import Literal

from .recurrence import Slot

Rule = Literal["skip", "run_once", "backfill"]
IN_TIME = 15 * 60  # seconds: the net looks each five minutes, and three after a slot
MOST_BACKFILL = 10  # runs that one look may begin for missed slots


def chosen(due: Sequence[Slot], now: float, rule: Rule, most: int = 1) -> list[Slot]:
    """Of slots in their order. A slot later than fifteen minutes is missed: `skip` runs none of those, `run_once` the
    newest unless one in time makes up for it, `backfill` the newest `most`."""
    in_time = [slot for slot in due if now - slot.at <= IN_TIME]
    missed = [slot for slot in due if now - slot.at > IN_TIME]
    match rule:
        case "skip":
            return in_time
        case "run_once":
            return in_time or missed[-1:]
        case "backfill":
            return [*missed[-min(most, MOST_BACKFILL) :], *in_time]
