"""Sealing: every entry in one block and in one only, whatever crashes, however many sealers there are."""

from contextlib import suppress

import pytest
from greenlight import audit, aws
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Item, Items, commit

from functions.audit.blocks import NO_HASH

from .conftest import KNOWN, Killed, blocks, happen, killed_at, sealed, swept


def listed() -> list[str]:
    return [line["id"] for block in blocks() for line in block["entries"]]


def waiting() -> list[Item]:
    return [one for n in range(4) for one in Items(LEDGER).query(f"UNSEALED#{n}", index=2).items]


def ids(items: list[Item]) -> list[str]:
    return [item["entry_id"] for item in items]


def test_new_entries_are_sealed_into_a_block_that_follows_the_last(ledger: Items) -> None:
    first, second = happen(3), happen(2)
    sealed(first)
    sealed(second)
    one, two = blocks()
    assert [line["id"] for line in one["entries"]] == sorted(ids(first))
    assert [line["hash"] for line in two["entries"]] == [
        item["hash"] for item in sorted(second, key=lambda item: str(item["entry_id"]))
    ]
    assert (one["n"], two["n"]) == (1, 2)
    assert (one["prev_hash"], two["prev_hash"]) == (NO_HASH, one["hash"])
    head = ledger.get(KNOWN.audit_head()) or {}
    assert (head["n"], head["hash"]) == (2, two["hash"])


def test_a_sealed_entry_says_so_and_waits_no_more(ledger: Items) -> None:
    [item] = happen()
    assert len(waiting()) == 1
    sealed([item])
    assert waiting() == []
    assert (ledger.get({"pk": item["pk"], "sk": item["sk"]}) or {})["sealed_in"] == 1


def test_an_entry_is_written_once(ledger: Items) -> None:
    entry_id, write = audit.entry(
        "acmehealth", "thing.done", actor="clock", subject="x", correlation_id="", details={}
    )
    commit([write])
    with pytest.raises(ConditionFailed):
        commit([write])
    assert write.item["entry_id"] == entry_id


def test_what_the_stream_delivers_twice_is_sealed_once(ledger: Items) -> None:
    items = happen(2)
    sealed(items)
    sealed(items)
    assert sorted(listed()) == sorted(ids(items))
    assert len(blocks()) == 1


def test_more_than_one_block_holds_are_several_blocks(ledger: Items) -> None:
    items = happen(100)
    sealed(items)
    assert [len(block["entries"]) for block in blocks()] == [90, 10]
    assert sorted(listed()) == sorted(ids(items))


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("operation", ["BatchGetItem", "GetItem", "TransactWriteItems"])
def test_a_crash_at_any_call_neither_loses_nor_doubles_an_entry(
    ledger: Items, operation: str, after: bool
) -> None:
    items = happen(3)
    with suppress(Killed), killed_at("dynamodb", operation, after=after):
        sealed(items)
    more = happen(2)
    sealed(more)
    swept()
    assert sorted(listed()) == sorted(ids(items + more))
    assert waiting() == []


def test_what_the_stream_lost_is_the_sweepers(ledger: Items) -> None:
    items = happen(3)
    other = happen(2, tenant_id="otherfirm")
    longer = happen(1, tenant_id="acmehealth2")
    swept()
    assert sorted(listed()) == sorted(ids(items))
    assert [len(block["entries"]) for block in blocks("otherfirm")] == [len(other)]
    assert [len(block["entries"]) for block in blocks("acmehealth2")] == [len(longer)]
    assert waiting() == []


def test_each_tenant_has_a_chain_of_its_own(ledger: Items) -> None:
    sealed(happen(1) + happen(1, tenant_id="otherfirm"))
    assert (blocks()[0]["n"], blocks("otherfirm")[0]["n"]) == (1, 1)
    assert blocks()[0]["hash"] != blocks("otherfirm")[0]["hash"]


def test_what_is_new_is_sealed_beside_what_comes_again(ledger: Items) -> None:
    first = happen(2)
    sealed(first)
    both = first + happen(1)
    sealed(both)
    assert sorted(listed()) == sorted(ids(both))


@pytest.mark.parametrize("operation", ["GetItem", "TransactWriteItems"])
def test_a_slower_sealer_looks_again(ledger: Items, operation: str) -> None:
    """After it has looked, and before it writes, another one seals: it finds nothing left to do."""
    items = happen(2)
    raced: list[int] = []

    def overtake(**_: object) -> None:
        if not raced:
            raced.append(1)
            sealed(items)

    events = aws.client("dynamodb").meta.events
    events.register(f"before-call.dynamodb.{operation}", overtake)
    try:
        sealed(items)
    finally:
        events.unregister(f"before-call.dynamodb.{operation}", overtake)
    assert sorted(listed()) == sorted(ids(items))
    assert len(blocks()) == 1
