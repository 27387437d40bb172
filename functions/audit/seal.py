"""The sealer: chains what a tenant has written into blocks, within seconds, each entry once.

Block, head and the entries' marks are one transaction on the head it was built upon: a crash leaves all or nothing,
and of two sealers at once the slower one looks again. No business transaction ever waits for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from greenlight import keys
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Item, Items, commit
from greenlight.keys import SHARDS, ItemKey, Keys
from greenlight.packing import unpack
from greenlight.threads.records import utc
from greenlight.writes import Write

from .blocks import Block, Head, Line, sealed, to_item

MOST_LINES = 90  # a transaction has room for a hundred writes
ATTEMPTS = 12  # then another sealer is at it, and what is left is the sweep's


def seal_new(records: Sequence[Mapping[str, Any]]) -> int:
    """Seals the entries of these records of the table's stream; how many. Of a record only the keys are believed."""
    arrived: dict[str, dict[str, ItemKey]] = {}
    for key in (unpack(record["dynamodb"]["Keys"]) for record in records):
        arrived.setdefault(_tenant_of(key["pk"]), {})[key["sk"]] = key
    return sum(_seal(tenant_id, list(found.values())) for tenant_id, found in arrived.items())


def seal_rest() -> int:
    """Seals whatever the stream has lost; how many entries. Tenant after tenant, oldest entries first."""
    return sum(_seal_all(tenant_id) for shard in range(SHARDS) for tenant_id in _waiting(shard))


def _seal_all(tenant_id: str) -> int:
    pk, place = keys.unsealed(tenant_id, "")
    found = [{"pk": one["pk"], "sk": one["sk"]} for one in Items(LEDGER).every(pk, begins=place, index=2)]
    return _seal(tenant_id, found)


def _seal(tenant_id: str, wanted: Sequence[ItemKey]) -> int:
    return sum(_seal_once(tenant_id, wanted[n : n + MOST_LINES]) for n in range(0, len(wanted), MOST_LINES))


def _seal_once(tenant_id: str, wanted: Sequence[ItemKey]) -> int:
    """One block at most. Entries that a block holds already have no mark any more, and are left out."""
    for _ in range(ATTEMPTS):
        found = [item for item in Items(LEDGER).get_many(wanted) if "gsi2pk" in item]
        if not found:
            return 0
        head = Items(LEDGER).get(Keys(tenant_id).audit_head()) or {}
        lines = [Line(item["entry_id"], item["hash"]) for item in found]
        block = sealed(tenant_id, Head(head["n"], head["hash"]) if head else Head(), lines, utc())
        try:
            commit(list(_writes(block, head, found)))
        except ConditionFailed:
            continue
        return len(found)
    return 0


def _writes(block: Block, head: Item, found: Iterable[Item]) -> Iterator[Write]:
    ledger, known = Items(LEDGER), Keys(block.tenant_id)
    item = {**known.audit_block(block.number), **to_item(block)}
    yield ledger.putting(item, condition="attribute_not_exists(pk)")
    yield ledger.putting(
        {**known.audit_head(), **_head(block, head)},
        condition="#hash = :hash" if head else "attribute_not_exists(pk)",
        values={":hash": head["hash"]} if head else {}, names={"#hash": "hash"} if head else {},
    )  # fmt: skip
    for entry in found:
        yield ledger.updating(
            {"pk": entry["pk"], "sk": entry["sk"]}, "SET sealed_in = :block REMOVE gsi2pk, gsi2sk",
            condition="attribute_exists(gsi2pk)", values={":block": block.number},
        )  # fmt: skip


def _head(block: Block, before: Item) -> Item:
    """It is due to be locked away for the first day of which no copy is yet."""
    return {
        "tenant_id": block.tenant_id, "n": block.number, "hash": block.hash, "sealed_at": block.sealed_at,
        "gsi2pk": keys.unanchored(block.tenant_id), "gsi2sk": before.get("gsi2sk", block.sealed_at[:10]),
    }  # fmt: skip


def _waiting(shard: int) -> Iterator[str]:
    """The tenants of which entries are unsealed, each once: by skipping from one to the next."""
    after = "TENANT#"
    while (
        found := Items(LEDGER).query(f"UNSEALED#{shard}", index=2, between=(after, "TENANT#~"), limit=1).items
    ):
        tenant_id = _tenant_of(found[0]["pk"])
        yield tenant_id
        after = f"TENANT#{tenant_id}$"  # the sign after "#"


def _tenant_of(pk: str) -> str:
    return pk.removeprefix("TENANT#").partition("#")[0]
