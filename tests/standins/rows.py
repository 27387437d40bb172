"""The rows of one domain in memory: the same port as Entries, without AWS."""

from collections.abc import Callable, Iterable
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import Domain
from greenlight.rowkeys import RowKeys
from greenlight.rows import Change, Listed, Raced, Snapshot, Span, Stored

Partition = dict[str, Stored[Any]]


class MemoryRows:
    """One partition per tenant and user. `meanwhile` happens once, between the next load and its commit."""

    def __init__(self, domain: Domain) -> None:
        self._keys = RowKeys(domain)
        self._rows: dict[tuple[str, str], Partition] = {}
        self._revisions: dict[tuple[str, str], int] = {}
        self.meanwhile: Callable[[], object] | None = None

    def revision(self, caller: Caller) -> int:
        return self._revisions.get((caller.tenant_id, caller.user_id), 0)

    def load(self, caller: Caller, keys: Iterable[str]) -> Snapshot[Any]:
        mine = self._mine(caller)
        return Snapshot(self.revision(caller), {key: mine[key] for key in keys if key in mine})

    def span(self, caller: Caller, wanted: Span) -> Listed[Any]:
        mine = self._mine(caller)
        keys = [
            k for k in sorted(mine, reverse=wanted.descending) if wanted.first <= k <= (wanted.last or "~")
        ]
        following = keys[wanted.limit] if len(keys) > wanted.limit else None
        return Listed([mine[key] for key in keys[: wanted.limit]], following)

    def commit(self, caller: Caller, snapshot: Snapshot[Any], change: Change[Any]) -> int:
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        if self.revision(caller) != snapshot.revision:
            raise Raced
        mine, revision = self._mine(caller), snapshot.revision + 1
        self._revisions[caller.tenant_id, caller.user_id] = revision
        mine.update({key: Stored(row, revision) for key, row in change.puts.items()})
        for key in change.deletes:
            del mine[key]
        return revision

    def keep(self, caller: Caller, *rows: Any) -> int:
        """Puts rows there, as one write."""
        keys = [self._keys.of(row) for row in rows]
        return self.commit(caller, self.load(caller, keys), Change(dict(zip(keys, rows, strict=True))))

    def all(self, caller: Caller) -> list[Any]:
        return [stored.row for _, stored in sorted(self._mine(caller).items())]

    def _mine(self, caller: Caller) -> Partition:
        return self._rows.setdefault((caller.tenant_id, caller.user_id), {})
