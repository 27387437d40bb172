"""When a schedule of EventBridge Scheduler is next due: its expression, read in its own time zone.

As AWS's guide has it ("Daylight savings time"): a cron time that spring leaves out is left out; one that autumn repeats
comes once. The engine reads every expression as UTC.
"""

import math
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

NEVER = math.inf
_AT = re.compile(r"\s*at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)\s*\Z")


def problem(body: dict[str, Any]) -> str:
    """Why AWS would not take this schedule; empty where it would."""
    from ministack.services import eventbridge

    expression = str(body.get("ScheduleExpression", ""))
    zone = body.get("ScheduleExpressionTimezone") or "UTC"
    if zone not in _zones():
        return f"Invalid Schedule Expression Timezone {zone}."
    known = (
        at_moment(body) is not None
        or eventbridge._parse_rate_seconds(expression) is not None
        or eventbridge._parse_cron_fields(expression) is not None
    )
    return "" if known else f"Invalid Schedule Expression {expression}."


def after(schedule: dict[str, Any], moment: float) -> float:
    """The next due moment later than this one, in epoch seconds; NEVER where there is none."""
    from ministack.services import eventbridge

    expression = schedule["ScheduleExpression"]
    once = at_moment(schedule)
    if once is not None:
        return once if once > moment else NEVER
    rate = eventbridge._parse_rate_seconds(expression)
    if rate is not None:
        begun = float(schedule["LastModificationDate"])
        periods: int = math.floor((moment - begun) / rate) + 1
        return begun + periods * int(rate)
    return _cron(eventbridge._parse_cron_fields(expression), _zone(schedule), moment)


def at_moment(schedule: dict[str, Any]) -> float | None:
    """Of a one-time schedule."""
    match = _AT.match(str(schedule.get("ScheduleExpression", "")))
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=_zone(schedule)).timestamp()
    except ValueError:
        return None


def _cron(fields: Any, zone: ZoneInfo, moment: float) -> float:
    """The engine's own walk through a cron's fields, on the wall clock of the zone."""
    from ministack.services import eventbridge

    wall = datetime.fromtimestamp(moment, zone).replace(tzinfo=UTC, fold=0)
    while (found := eventbridge._cron_next_fire(fields, wall)) is not None:
        wall = found
        local = found.replace(tzinfo=zone)
        exists = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == found.replace(tzinfo=None)
        if exists and local.timestamp() > moment:
            return float(local.timestamp())
    return NEVER


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # walks the whole directory: 12 ms


def _zone(schedule: dict[str, Any]) -> ZoneInfo:
    return ZoneInfo(schedule.get("ScheduleExpressionTimezone") or "UTC")
