"""What real DynamoDB says and no engine does: an item stands in an open transaction. Injected before the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from greenlight import aws
from greenlight.declare import THREADS
from greenlight.items import Items, commit
from greenlight.writes import CONFLICT_ATTEMPTS

pytestmark = pytest.mark.usefixtures("account")
KEY = {"pk": "TENANT#acmehealth#THREAD#thr_conflict", "sk": "META"}


class Wire:
    """Answers the next `times` requests of an operation with TransactionConflictException."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.seen = 0

    def __call__(self, request: Any, **_: Any) -> AWSResponse | None:
        self.seen += 1
        if self.seen > self.times:
            return None
        headers = {"content-type": "application/x-amz-json-1.0"}
        body = b'{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException"}'
        return AWSResponse(request.url, 400, headers, _Raw(body))


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._body


@contextmanager
def conflicting(operation: str, times: int) -> Iterator[Wire]:
    wire, events = Wire(times), aws.client("dynamodb").meta.events
    events.register_first(f"before-send.dynamodb.{operation}", wire)
    yield wire
    events.unregister(f"before-send.dynamodb.{operation}", wire)


def test_a_write_to_an_item_in_an_open_transaction_is_tried_again() -> None:
    with conflicting("UpdateItem", times=2) as wire:
        stored = Items(THREADS).update(KEY, "SET n = :n", values={":n": 7})
    assert (stored["n"], wire.seen) == (7, 3)


def test_a_transaction_that_meets_another_is_tried_again() -> None:
    with conflicting("TransactWriteItems", times=2) as wire:
        commit([Items(THREADS).putting({**KEY, "n": 8})])
    assert wire.seen == 3


def test_an_item_that_stays_taken_is_a_fault_in_the_end() -> None:
    with conflicting("PutItem", times=99) as wire, pytest.raises(ClientError):
        Items(THREADS).put({**KEY, "n": 9})
    assert wire.seen == CONFLICT_ATTEMPTS
