"""Who carries which rows: the stream's records as they come, and once a minute whatever is due."""

from collections.abc import Mapping, Sequence
from typing import Any

from greenlight.declare import LEDGER
from greenlight.errors import Refused
from greenlight.items import Item, Items
from greenlight.keys import SHARDS, ItemKey
from greenlight.observe import count, logger
from greenlight.packing import unpack
from greenlight.threads.records import utc

from .carry import Row, carry
from .claims import STREAM_ATTEMPTS, claim, remember
from .deliver import NotTaken

AT_ONCE = 50  # rows per shard and sweep; the rest is due at the next one


def relay(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The sequence numbers of the records whose rows could not be carried. Only their keys are believed."""
    found = [(r["dynamodb"]["SequenceNumber"], unpack(r["dynamodb"]["Keys"])) for r in records]
    return [number for number, key in found if not _tried(key, streamed=True)]


def sweep() -> int:
    """Carries every row that is due; returns how many there were."""
    due = [item for shard in range(SHARDS) for item in _due(shard)]
    for item in due:
        _tried({"pk": item["pk"], "sk": item["sk"]})
    return len(due)


def _due(shard: int) -> list[Item]:
    page = Items(LEDGER).query(f"DUE#{shard}", index=2, between=("0", utc()), limit=AT_ONCE)
    return page.items


def _tried(key: ItemKey, *, streamed: bool = False) -> bool:
    """False where the row is to come again; one that cannot be helped holds up no other."""
    from botocore.exceptions import BotoCoreError, ClientError

    row = claim(key, streamed=streamed)
    if row is None:
        return True
    try:
        carry(Row.of(row))
    except (BotoCoreError, ClientError, NotTaken, Refused, LookupError, TypeError, ValueError) as error:
        problem = remember(key, error)
        about = {"row_id": row["row_id"], "kind": row["kind"], "problem": problem}
        logger().error("outbox row stays", extra=about)
        count("OutboxFailures")
        return streamed and row["attempts"] >= STREAM_ATTEMPTS  # from now on it is the sweeper's
    return True
