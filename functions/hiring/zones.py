"""The time zones that goals can be set in: IANA's, by place."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from greenlight.rest import current_caller
from greenlight.spec import spec

from .schemas import Zones

# Areas of the IANA database that name places; the rest are old names and offsets with their sign turned round.
AREAS = frozenset({
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
})  # fmt: skip


@spec(returns=Zones)
def list_zones() -> dict[str, Any]:
    """Every zone that a goal can be set in, all in one page, and the caller's own."""
    return {"items": list(zones()), "next_cursor": None, "yours": current_caller().timezone}


@cache
def zones() -> tuple[str, ...]:
    """Sorted, UTC first."""
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS))
