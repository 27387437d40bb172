"""The stored items as a value: an operation gives an answer and a new store, and the old one stays as it was."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from .evaluate import Bound, Item, Malformed, Value

ItemKey = tuple[str, str, str]  # table, partition, sort
KEYS_ONLY = "gsi2"
# The wall clock's moments in texts differ from run to run of the same order of events, and decide nothing.
_PASSING = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")


class Rejected(Exception):
    """What boto3 raises as a ClientError; `answer` is the service's."""

    def __init__(self, code: str, message: str = "", **answer: Any) -> None:
        super().__init__(code)
        self.answer = {"Error": {"Code": code, "Message": message or code}, **answer}


@dataclass(frozen=True, slots=True)
class Store:
    """`mark` tells states apart: equal items, equal mark, whatever the way that led there."""

    items: Mapping[ItemKey, Item] = field(default_factory=dict)
    marks: Mapping[ItemKey, int] = field(default_factory=dict)
    mark: int = 0

    def get(self, key: ItemKey) -> Item | None:
        return self.items.get(key)

    def written(self, changes: Mapping[ItemKey, Item | None]) -> "Store":
        items, marks, mark = dict(self.items), dict(self.marks), self.mark
        for key, item in changes.items():
            mark ^= marks.pop(key, 0)
            items.pop(key, None)
            if item is not None:
                items[key], marks[key] = item, mark_of([key, item])
                mark ^= marks[key]
        return Store(items, marks, mark)


def mark_of(value: Any) -> int:
    """Equal values, equal marks."""
    text = _PASSING.sub("*", json.dumps(value, sort_keys=True))
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")


Answer = dict[str, Any]
Request = Mapping[str, Any]


def apply(store: Store, operation: str, request: Request) -> tuple[Store, Answer]:
    """Raises Rejected as the service would; NotImplementedError for what this project never asks."""
    try:
        return OPERATIONS[operation](store, request)
    except Malformed as wrong:
        raise Rejected("ValidationException", str(wrong)) from None


def _get(store: Store, request: Request) -> tuple[Store, Answer]:
    _only(request, "TableName", "Key", "ConsistentRead")
    found = store.get(_key(request["TableName"], request["Key"]))
    return store, {} if found is None else {"Item": found}


def _get_many(store: Store, request: Request) -> tuple[Store, Answer]:
    _only(request, "RequestItems")
    responses: dict[str, list[Item]] = {}
    for table, wanted in request["RequestItems"].items():
        keys = [_key(table, key) for key in wanted["Keys"]]
        responses[table] = [store.items[key] for key in keys if key in store.items]
    return store, {"Responses": responses, "UnprocessedKeys": {}}


def _query(store: Store, request: Request) -> tuple[Store, Answer]:
    _only(request, "TableName", "KeyConditionExpression", "ScanIndexForward", "ExpressionAttributeValues",
          "ExpressionAttributeNames", "IndexName", "ConsistentRead", "ProjectionExpression", "Limit",
          "ExclusiveStartKey")  # fmt: skip
    index = request.get("IndexName", "")
    order = (f"{index}sk", "pk", "sk") if index else ("sk",)
    found = [
        item for key, item in store.items.items()
        if key[0] == request["TableName"] and all(name in item for name in order)
        and _bound(request, item).holds(request["KeyConditionExpression"])
    ]  # fmt: skip
    return store, _page(request, found, order, index)


def _page(request: Request, found: list[Item], order: Sequence[str], index: str) -> Answer:
    descending = not request.get("ScanIndexForward", True)

    def place(item: Mapping[str, Value]) -> list[bytes]:
        return [item[name]["S"].encode() for name in order]

    found.sort(key=place, reverse=descending)
    if start := request.get("ExclusiveStartKey"):
        found = [i for i in found if (place(i) < place(start) if descending else place(i) > place(start))]
    limit = request.get("Limit", len(found))
    keys = ("pk", "sk", f"{index}pk", f"{index}sk") if index else ("pk", "sk")
    answer: Answer = {}
    if 0 < limit <= len(found) and "Limit" in request:
        answer["LastEvaluatedKey"] = {name: found[limit - 1][name] for name in keys}
    shown: Iterable[str] | None = keys if index == KEYS_ONLY else None
    if "ProjectionExpression" in request:
        names = request.get("ExpressionAttributeNames", {})
        shown = [names.get(name.strip(), name.strip()) for name in request["ProjectionExpression"].split(",")]
    answer["Items"] = [
        item if shown is None else {name: item[name] for name in shown if name in item}
        for item in found[:limit]
    ]
    return answer


def _write(kind: str) -> Callable[[Store, Request], tuple[Store, Answer]]:
    """put_item, update_item or delete_item; they differ in what they leave behind."""

    def write(store: Store, request: Request) -> tuple[Store, Answer]:
        wanted = request.get("ReturnValues", "NONE")
        key, old, new = _written(store, kind, request)
        if not _holds(request, old):
            seen = {"Item": old} if old is not None and _wants_old(request) else {}
            raise Rejected("ConditionalCheckFailedException", "The conditional request failed", **seen)
        shown = {"ALL_NEW": new, "ALL_OLD": old, "NONE": None}[wanted]
        return store.written({key: new}), {} if shown is None else {"Attributes": shown}

    return write


def _transact(store: Store, request: Request) -> tuple[Store, Answer]:
    """A repeat of a committed token never comes up here: every commit of ours makes a token of its own."""
    _only(request, "TransactItems", "ClientRequestToken")
    changes: dict[ItemKey, Item | None] = {}
    reasons: list[Answer] = []
    for wrapped in request["TransactItems"]:
        ((kind, body),) = wrapped.items()
        key, old, new = _written(store, kind, body)
        if key in changes:
            raise Malformed("Transaction request cannot include multiple operations on one item")
        changes[key] = new
        failed = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
        shown = {"Item": old} if old is not None and _wants_old(body) else {}
        reasons.append({"Code": "None"} if _holds(body, old) else failed | shown)
    if any(reason["Code"] != "None" for reason in reasons):
        raise Rejected("TransactionCanceledException", CancellationReasons=reasons)
    return store.written(changes), {}


def _written(store: Store, kind: str, request: Request) -> tuple[ItemKey, Item | None, Item | None]:
    """The key, what stands there, and what shall."""
    known = ("TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
             "ReturnValuesOnConditionCheckFailure", "ReturnValues", "ClientRequestToken")  # fmt: skip
    _only(request, *known, "Item" if kind == "Put" else "Key", *(("UpdateExpression",) * (kind == "Update")))
    given = request["Item"] if kind == "Put" else request["Key"]
    key = _key(request["TableName"], given)
    old = store.get(key)
    if kind == "Update":
        whole = _bound(request, old if old is not None else dict(given))
        holds = _holds(request, old)
        return key, old, whole.changed(request["UpdateExpression"]) if holds else old
    return key, old, {"Put": dict(given), "Delete": None, "ConditionCheck": old}[kind]


def _holds(request: Request, item: Item | None) -> bool:
    condition = request.get("ConditionExpression")
    return not condition or _bound(request, item or {}).holds(condition)


def _bound(request: Request, item: Item) -> Bound:
    return Bound(
        item, request.get("ExpressionAttributeNames", {}), request.get("ExpressionAttributeValues", {})
    )


def _wants_old(request: Request) -> bool:
    return bool(request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD")


def _key(table: str, given: Mapping[str, Value]) -> ItemKey:
    return table, given["pk"]["S"], given["sk"]["S"]


def _only(request: Request, *known: str) -> None:
    if unknown := request.keys() - set(known):
        raise NotImplementedError(f"the store in memory does not know {', '.join(sorted(unknown))}")


OPERATIONS: Mapping[str, Callable[[Store, Request], tuple[Store, Answer]]] = {
    "get_item": _get, "batch_get_item": _get_many, "query": _query, "put_item": _write("Put"),
    "update_item": _write("Update"), "delete_item": _write("Delete"), "transact_write_items": _transact,
}  # fmt: skip
