"""Writing to DynamoDB on a condition: one item, or several at once by the one commit helper."""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from . import aws
from .keys import ItemKey
from .packing import pack, unpack

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

CONFLICT_ATTEMPTS = 6


class ConditionFailed(Exception):
    """A conditional write that did not hold; `item` is what stands there instead (empty where nothing does)."""

    def __init__(self, item: dict[str, Any] | None = None, index: int = 0) -> None:
        super().__init__("the stored item does not meet the condition")
        self.item = item or {}
        self.index = index


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
        return {self.kind: body | expressions(self.expression, self.condition, self.values, self.names)}


def commit(writes: Sequence[Write], *, token: str | None = None) -> None:
    """All of these writes or none (at most 100, 4 MB). Raises ConditionFailed with the index of the first that failed.

    A conflict with another transaction is retried with jitter; only real AWS raises it, so tests inject it.
    `token` makes a repeat within ten minutes the same transaction.
    """
    from botocore.exceptions import ClientError

    request = {"TransactItems": [w.request() for w in writes], "ClientRequestToken": token or uuid4().hex}
    for attempt in range(CONFLICT_ATTEMPTS):
        try:
            dynamodb().transact_write_items(**request)
            return
        except ClientError as error:
            if not _is_conflict(error) or attempt + 1 == CONFLICT_ATTEMPTS:
                raise _failed_condition(error) or error from None
        _pause(attempt)


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, 0.02 * 2**attempt))


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


def conditional(call: Any, request: dict[str, Any]) -> Any:
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


def expressions(
    expression: str, condition: str, values: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    parts = {
        "UpdateExpression": expression, "ConditionExpression": condition,
        "ExpressionAttributeValues": pack(values), "ExpressionAttributeNames": dict(names),
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part}


def dynamodb() -> Any:
    return aws.client("dynamodb")
