"""DynamoDB in plain Python values: get, query, conditional writes, and the one commit helper for transactions."""

import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from . import aws
from .declare import Table
from .errors import Invalid
from .keys import ItemKey

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

Item = dict[str, Any]
CONFLICT_ATTEMPTS = 6


class ConditionFailed(Exception):
    """A conditional write that did not hold; `item` is what stands there instead (empty where nothing does)."""

    def __init__(self, item: Item | None = None, index: int = 0) -> None:
        super().__init__("the stored item does not meet the condition")
        self.item = item or {}
        self.index = index


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Item]
    next: str | None


@dataclass(frozen=True, slots=True)
class Write:
    """One operation of a transaction: `kind` is Put, Update, Delete or ConditionCheck."""

    kind: str
    table: str
    key: ItemKey = field(default_factory=dict)
    item: Mapping[str, Any] = field(default_factory=dict)
    expression: str = ""
    condition: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        body: dict[str, Any] = {"TableName": self.table, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        if self.kind == "Put":
            body["Item"] = pack(self.item)
        else:
            body["Key"] = pack(self.key)
        return {self.kind: body | _expressions(self.expression, self.condition, self.values, self.names)}


class Items:
    """One table. Reads are consistent unless an index is asked; values go in and come out as plain Python."""

    def __init__(self, table: Table) -> None:
        self._logical = table.name

    @property
    def _table(self) -> str:
        return aws.table_name(self._logical)

    def get(self, key: ItemKey) -> Item | None:
        found = _dynamodb().get_item(TableName=self._table, Key=pack(key), ConsistentRead=True)
        return unpack(found["Item"]) if "Item" in found else None

    def get_many(self, wanted: Sequence[ItemKey]) -> list[Item]:
        """Those of at most 100 items that exist, in no order; consistent each, but not a snapshot of all."""
        found: list[Item] = []
        asked: dict[str, Any] = {self._table: {"Keys": [pack(key) for key in wanted], "ConsistentRead": True}}
        while asked:
            answer = _dynamodb().batch_get_item(RequestItems=asked)
            found += [unpack(item) for item in answer["Responses"].get(self._table, [])]
            asked = answer.get("UnprocessedKeys") or {}
        return found

    def query(
        self, pk: str, *, begins: str = "", between: tuple[str, str] | None = None, index: int = 0,
        limit: int | None = None, cursor: str | None = None, descending: bool = False,
    ) -> Page:  # fmt: skip
        """One page of a partition (or of sparse index 1 or 2), by sort key; `cursor` is a former page's `next`.

        Raises Invalid for a cursor that is none of this partition.
        """
        prefix = f"gsi{index}" if index else ""
        values: Item = {":pk": pk}
        condition = "#pk = :pk"
        if between:
            values |= {":from": between[0], ":to": between[1]}
            condition += " AND #sk BETWEEN :from AND :to"
        elif begins:
            values[":begins"] = begins
            condition += " AND begins_with(#sk, :begins)"
        names = {"#pk": f"{prefix}pk"} | ({"#sk": f"{prefix}sk"} if len(values) > 1 else {})
        request: dict[str, Any] = {
            "TableName": self._table, "KeyConditionExpression": condition, "ScanIndexForward": not descending,
            "ExpressionAttributeValues": pack(values), "ExpressionAttributeNames": names,
        }  # fmt: skip
        request |= {"IndexName": f"gsi{index}"} if index else {"ConsistentRead": True}
        if limit:
            request["Limit"] = limit
        if cursor:
            request["ExclusiveStartKey"] = pack(
                _start(cursor, {f"{prefix}pk": pk}, {"pk", "sk", f"{prefix}sk"})
            )
        answer = _dynamodb().query(**request)
        last = answer.get("LastEvaluatedKey")
        return Page([unpack(item) for item in answer["Items"]], json.dumps(unpack(last)) if last else None)

    def every(self, pk: str, **kwargs: Any) -> Iterator[Item]:
        """All items of a query, page after page."""
        cursor: str | None = None
        while True:
            page = self.query(pk, cursor=cursor, **kwargs)
            yield from page.items
            if not (cursor := page.next):
                return

    def put(
        self, item: Mapping[str, Any], *, condition: str = "", values: Mapping[str, Any] | None = None
    ) -> None:
        """Raises ConditionFailed."""
        request = {"TableName": self._table, "Item": pack(item)}
        _conditional(_dynamodb().put_item, request | _expressions("", condition, values or {}, {}))

    def update(
        self, key: ItemKey, expression: str, *, condition: str = "",
        values: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None,
    ) -> Item:  # fmt: skip
        """The item as it stands after the update. Raises ConditionFailed."""
        request = {"TableName": self._table, "Key": pack(key), "ReturnValues": "ALL_NEW"}
        request |= _expressions(expression, condition, values or {}, names or {})
        return unpack(_conditional(_dynamodb().update_item, request)["Attributes"])

    def delete(self, key: ItemKey, *, condition: str = "", values: Mapping[str, Any] | None = None) -> Item:
        """The item that was deleted, empty if there was none. Raises ConditionFailed."""
        request = {"TableName": self._table, "Key": pack(key), "ReturnValues": "ALL_OLD"}
        answer = _conditional(
            _dynamodb().delete_item, request | _expressions("", condition, values or {}, {})
        )
        return unpack(answer.get("Attributes", {}))

    def putting(
        self, item: Mapping[str, Any], *, condition: str = "", values: Mapping[str, Any] | None = None
    ) -> Write:
        return Write("Put", self._table, item=item, condition=condition, values=values or {})

    def updating(
        self, key: ItemKey, expression: str, *, condition: str = "",
        values: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None,
    ) -> Write:  # fmt: skip
        return Write("Update", self._table, key, {}, expression, condition, values or {}, names or {})

    def deleting(
        self, key: ItemKey, *, condition: str = "", values: Mapping[str, Any] | None = None
    ) -> Write:
        return Write("Delete", self._table, key, condition=condition, values=values or {})

    def checking(self, key: ItemKey, condition: str, *, values: Mapping[str, Any] | None = None) -> Write:
        return Write("ConditionCheck", self._table, key, condition=condition, values=values or {})


def commit(writes: Sequence[Write], *, token: str | None = None) -> None:
    """All of these writes or none (at most 100, 4 MB). Raises ConditionFailed with the index of the first that failed.

    A conflict with another transaction is retried with jitter; only real AWS raises it, so tests inject it.
    `token` makes a repeat within ten minutes the same transaction.
    """
    from botocore.exceptions import ClientError

    request = {"TransactItems": [w.request() for w in writes], "ClientRequestToken": token or uuid4().hex}
    for attempt in range(CONFLICT_ATTEMPTS):
        try:
            _dynamodb().transact_write_items(**request)
            return
        except ClientError as error:
            if not _is_conflict(error) or attempt + 1 == CONFLICT_ATTEMPTS:
                raise _failed_condition(error) or error from None
        _pause(attempt)


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, 0.02 * 2**attempt))


def _start(cursor: str, partition: Item, names: set[str]) -> Item:
    """A cursor comes back from outside: whatever is no key of this partition DynamoDB would answer with a fault."""
    try:
        key = json.loads(cursor)
    except (ValueError, RecursionError):
        key = None
    known = isinstance(key, dict) and key.keys() == names | partition.keys() and key | partition == key
    if not known or not all(isinstance(part, str) and part for part in key.values()):
        raise Invalid("That is not a `next_cursor` of ours.")
    found: Item = key
    return found


def _is_conflict(error: "ClientError") -> bool:
    codes = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
    named = error.response["Error"]["Code"] in {
        "TransactionConflictException",
        "TransactionInProgressException",
    }
    return named or ("TransactionConflict" in codes and "ConditionalCheckFailed" not in codes)


def _failed_condition(error: "ClientError") -> ConditionFailed | None:
    for index, reason in enumerate(error.response.get("CancellationReasons", [])):
        if reason.get("Code") == "ConditionalCheckFailed":
            return ConditionFailed(unpack(reason.get("Item") or {}), index)
    return None


def _conditional(call: Any, request: dict[str, Any]) -> Any:
    """A write to an item that stands in somebody's open transaction is refused by AWS, and so tried again."""
    from botocore.exceptions import ClientError

    attempt = 0
    while True:
        try:
            return call(**request, ReturnValuesOnConditionCheckFailure="ALL_OLD")
        except ClientError as error:
            attempt += 1
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                raise ConditionFailed(unpack(error.response.get("Item") or {})) from None
            if not _is_conflict(error) or attempt == CONFLICT_ATTEMPTS:
                raise
        _pause(attempt)


def _expressions(
    expression: str, condition: str, values: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    parts = {
        "UpdateExpression": expression, "ConditionExpression": condition,
        "ExpressionAttributeValues": pack(values), "ExpressionAttributeNames": dict(names),
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part}


def pack(values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values to DynamoDB's typed ones; floats become decimals by their shortest text."""
    serialise = _types()[0].serialize
    return {name: serialise(_decimals(value)) for name, value in values.items()}


def unpack(item: Mapping[str, Any]) -> Item:
    """DynamoDB's typed values to plain ones; whole decimals become int, others float."""
    deserialise = _types()[1].deserialize
    return {name: _numbers(deserialise(value)) for name, value in item.items()}


def _decimals(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {k: _decimals(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_decimals(v) for v in value]
    return value


def _numbers(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {k: _numbers(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_numbers(v) for v in value]
    return value


@cache
def _types() -> tuple[Any, Any]:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

    return TypeSerializer(), TypeDeserializer()


def _dynamodb() -> Any:
    return aws.client("dynamodb")
