"""Finding entries: by correlation id, or day after day backwards, a bounded number of looks per request."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from greenlight.declare import LEDGER
from greenlight.errors import Invalid
from greenlight.items import Item, Items
from greenlight.keys import Keys

from .evidence import made_at
from .schemas import EntriesQuery

DAYS = 31
MOST_LOOKED_AT = 2000  # entries that one request reads past at most
FAR = "aud_~"  # sorts after every entry id


def entries(tenant_id: str, wanted: EntriesQuery) -> tuple[list[Item], str | None]:
    """One page, newest first, and where to go on; a page may be short, or empty, and still have a next one.

    Raises Invalid for a cursor that is none of ours.
    """
    found: list[Item] = []
    looked_at, last = 0, ""
    for item in _newest_first(tenant_id, wanted):
        looked_at, last = looked_at + 1, item["entry_id"]
        if _fits(item, wanted):
            found.append(item)
        if len(found) == wanted.limit or looked_at == MOST_LOOKED_AT:
            return found, last
    return found, None


def _fits(item: Item, wanted: EntriesQuery) -> bool:
    """An actor is told as `user:usr_1`; the bare id finds it too."""
    return not wanted.actor or wanted.actor in (item["actor"], item["actor"].partition(":")[2])


def _newest_first(tenant_id: str, wanted: EntriesQuery) -> Iterator[Item]:
    first, last = _period(wanted)
    if wanted.cursor and made_at(wanted.cursor).year < 2000:
        problem = {"pointer": "/cursor", "detail": "is not a `next_cursor` of ours"}
        raise Invalid("That is not a `next_cursor` of ours.", problems=[problem])
    known, ledger = Keys(tenant_id), Items(LEDGER)
    if wanted.correlation_id:
        pk, high = known.audit_of(wanted.correlation_id), wanted.cursor or FAR
        found = ledger.every(pk, between=("aud_", high), index=1, descending=True)
        yield from (one for one in found if one["entry_id"] != wanted.cursor)
        return
    last = min(last, made_at(wanted.cursor).date()) if wanted.cursor else last
    high = f"ENTRY#{wanted.cursor or FAR}"
    for n in range((last - first).days + 1):
        day = known.audit_days((last - timedelta(days=n)).isoformat())
        for one in ledger.every(day, between=("ENTRY#", high), descending=True):
            if one["entry_id"] != wanted.cursor:
                yield one


def _period(wanted: EntriesQuery) -> tuple[date, date]:
    last = wanted.to or datetime.now(UTC).date()
    return wanted.from_ or last - timedelta(days=DAYS - 1), last
