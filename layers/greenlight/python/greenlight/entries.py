"""Where rows are kept: one partition per user and domain in Entries, whose HEAD counts the revisions.

Every write advances HEAD in the same transaction, so one number says what a reader has seen.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from .caller import Caller
from .declare import ENTRIES, Domain
from .items import ConditionFailed, Item, Items, Write, commit
from .keys import ItemKey, Keys
from .rowkeys import RowKeys
from .rows import Change, Listed, Raced, Snapshot, Span, Stored

R = TypeVar("R", bound=BaseModel)


class Entries(Generic[R]):
    """`Rows` in DynamoDB; rows of an older schema are upgraded as they are read."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._keys = RowKeys(domain)
        self._items = Items(ENTRIES)

    def revision(self, caller: Caller) -> int:
        return _revision(self._items.get(self._head(caller)))

    def load(self, caller: Caller, keys: Iterable[str]) -> Snapshot[R]:
        wanted = [self._head(caller), *(self._key(caller, key) for key in keys)]
        found = {item["sk"]: item for item in self._items.get_many(wanted)}
        head = found.pop(self._head(caller)["sk"], None)
        stored = [self._stored(item) for item in found.values()]
        return Snapshot(_revision(head), {self._keys.of(one.row): one for one in stored})

    def span(self, caller: Caller, wanted: Span) -> Listed[R]:
        pk, low, high = Keys(caller.tenant_id).entries_between(
            caller.user_id, self._domain.name, wanted.first, wanted.last
        )
        page = wanted.limit + 1
        every = self._items.every(pk, between=(low, high), limit=page, descending=wanted.descending)
        found = [self._stored(item) for item in islice(every, page)]
        cursor = self._keys.of(found[-1].row) if len(found) == page else None
        return Listed(found[: wanted.limit], cursor)

    def commit(self, caller: Caller, snapshot: Snapshot[R], change: Change[R]) -> int:
        revision = snapshot.revision + 1
        puts = [self._put(caller, snapshot, key, row, revision) for key, row in change.puts.items()]
        deletes = [
            self._items.deleting(self._key(caller, key), **_unchanged(snapshot, key))
            for key in change.deletes
        ]
        try:
            commit([self._advance(caller, snapshot, revision), *puts, *deletes])
        except ConditionFailed:
            raise Raced from None
        return revision

    def _advance(self, caller: Caller, snapshot: Snapshot[R], revision: int) -> Write:
        head = {**self._head(caller), "revision": revision}
        if not snapshot.revision:
            return self._items.putting(head, condition="attribute_not_exists(pk)")
        return self._items.putting(head, condition="revision = :was", values={":was": snapshot.revision})

    def _put(self, caller: Caller, snapshot: Snapshot[R], key: str, row: R, revision: int) -> Write:
        item = {
            **self._key(caller, key),
            "schema_version": self._domain.version,
            "revision": revision,
            "updated_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "row": row.model_dump(mode="json"),
        }
        return self._items.putting(item, **_unchanged(snapshot, key))

    def _stored(self, item: Item) -> Stored[R]:
        row = item["row"]
        for version in range(item["schema_version"], self._domain.version):
            row = self._domain.upgrades[version](row)
        model: Any = self._domain.row
        return Stored(model.model_validate(row), item["revision"])

    def _key(self, caller: Caller, key: str) -> ItemKey:
        return Keys(caller.tenant_id).entry(caller.user_id, self._domain.name, key)

    def _head(self, caller: Caller) -> ItemKey:
        return Keys(caller.tenant_id).entries_head(caller.user_id, self._domain.name)


def _revision(head: Item | None) -> int:
    return int(head["revision"]) if head else 0


def _unchanged(snapshot: Snapshot[Any], key: str) -> dict[str, Any]:
    if (stored := snapshot.rows.get(key)) is None:
        return {"condition": "attribute_not_exists(pk)"}
    return {"condition": "revision = :seen", "values": {":seen": stored.revision}}
