"""DynamoDB in plain Python values: get, query, conditional writes; transactions by `commit`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import aws
from .declare import Table
from .errors import Invalid
from .keys import ItemKey
from .packing import pack, unpack
from .writes import ConditionFailed, Write, commit, conditional, dynamodb, expressions

__all__ = ["ConditionFailed", "Item", "Items", "Page", "Write", "commit"]
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Item]
    next: str | None


class Items:
    """One table. Reads are consistent unless an index is asked; values go in and come out as plain Python."""

    def __init__(self, table: Table) -> None:
        self._logical = table.name

    @property
    def _table(self) -> str:
        return aws.table_name(self._logical)

    def get(self, key: ItemKey) -> Item | None:
        found = dynamodb().get_item(TableName=self._table, Key=pack(key), ConsistentRead=True)
        return unpack(found["Item"]) if "Item" in found else None

    def get_many(self, wanted: Sequence[ItemKey]) -> list[Item]:
        """Those of at most 100 items that exist, in no order; consistent each, but not a snapshot of all."""
        found: list[Item] = []
        asked: dict[str, Any] = {self._table: {"Keys": [pack(key) for key in wanted], "ConsistentRead": True}}
        while asked:
            answer = dynamodb().batch_get_item(RequestItems=asked)
            found += [unpack(item) for item in answer["Responses"].get(self._table, [])]
            asked = answer.get("UnprocessedKeys") or {}
        return found

    def query(
        self, pk: str, *, begins: str = "", between: tuple[str, str] | None = None, index: int = 0,
        limit: int | None = None, cursor: str | None = None, descending: bool = False, only: Sequence[str] = (),
    ) -> Page:  # fmt: skip
        """One page of a partition (or of sparse index 1 or 2), by sort key; `cursor` is a former page's `next`.

        `only` names the attributes that are wanted, where an item holds many more.

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
        if only:
            names |= {f"#only{n}": name for n, name in enumerate(only)}
            request["ProjectionExpression"] = ", ".join(f"#only{n}" for n in range(len(only)))
        if limit:
            request["Limit"] = limit
        if cursor:
            request["ExclusiveStartKey"] = pack(
                _start(cursor, {f"{prefix}pk": pk}, {"pk", "sk", f"{prefix}sk"})
            )
        answer = dynamodb().query(**request)
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
        conditional(dynamodb().put_item, request | expressions("", condition, values or {}, {}))

    def update(
        self, key: ItemKey, expression: str, *, condition: str = "",
        values: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None,
    ) -> Item:  # fmt: skip
        """The item as it stands after the update. Raises ConditionFailed."""
        request = {"TableName": self._table, "Key": pack(key), "ReturnValues": "ALL_NEW"}
        request |= expressions(expression, condition, values or {}, names or {})
        return unpack(conditional(dynamodb().update_item, request)["Attributes"])

    def delete(self, key: ItemKey, *, condition: str = "", values: Mapping[str, Any] | None = None) -> Item:
        """The item that was deleted, empty if there was none. Raises ConditionFailed."""
        request = {"TableName": self._table, "Key": pack(key), "ReturnValues": "ALL_OLD"}
        answer = conditional(dynamodb().delete_item, request | expressions("", condition, values or {}, {}))
        return unpack(answer.get("Attributes", {}))

    def putting(
        self, item: Mapping[str, Any], *, condition: str = "", values: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Write:  # fmt: skip
        return Write(
            "Put", self._table, item=item, condition=condition, values=values or {}, names=names or {}
        )

    def updating(
        self, key: ItemKey, expression: str, *, condition: str = "",
        values: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None,
    ) -> Write:  # fmt: skip
        return Write("Update", self._table, key, {}, expression, condition, values or {}, names or {})

    def deleting(
        self, key: ItemKey, *, condition: str = "", values: Mapping[str, Any] | None = None
    ) -> Write:
        return Write("Delete", self._table, key, condition=condition, values=values or {})

    def checking(
        self, key: ItemKey, condition: str, *, values: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Write:  # fmt: skip
        return Write(
            "ConditionCheck", self._table, key, condition=condition, values=values or {}, names=names or {}
        )


def get_together(wanted: Sequence[tuple[Table, ItemKey]]) -> list[Item | None]:
    """At most 100 items of several tables in one call, in the order asked for; consistent each."""
    asked: dict[str, Any] = {}
    for table, key in wanted:
        place = asked.setdefault(aws.table_name(table.name), {"Keys": [], "ConsistentRead": True})
        place["Keys"].append(pack(key))
    found: dict[tuple[str, str, str], Item] = {}
    while asked:
        answer = dynamodb().batch_get_item(RequestItems=asked)
        for name, items in answer["Responses"].items():
            found |= {(name, i["pk"], i["sk"]): i for i in map(unpack, items)}
        asked = answer.get("UnprocessedKeys") or {}
    return [found.get((aws.table_name(table.name), key["pk"], key["sk"])) for table, key in wanted]


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
