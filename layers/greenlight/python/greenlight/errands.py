"""What every table can do, derived from its row: list, get, create, update, replace, delete, save_batch, open_form."""

import random
import time
from collections.abc import Callable
from typing import Any

from . import batch
from .caller import Caller
from .declare import Domain
from .errors import Conflict, Invalid, NotFound, Stale
from .reading import parse
from .rowkeys import ME, RowKeys
from .rows import Change, Raced, Rows, Snapshot, Span
from .shapes import MOST_ROWS, PAGE, FormData, Shapes

ATTEMPTS = 8


class Errands:
    """One domain's derived errands: each loads, judges by the domain's rule, and stores. Rows live behind the port."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self.shapes = Shapes(domain)
        self.keys = RowKeys(domain)

    def list(self, caller: Caller, wanted: Any, rows: Rows[Any]) -> Any:
        newest_first = self.keys.by_date
        first, last = self._bounds(wanted)
        if wanted.cursor:
            cursor = self._cursor(wanted.cursor)
            first, last = (first, cursor) if newest_first else (cursor, last)
        found = rows.span(caller, Span(wanted.limit or PAGE, first, last, newest_first))
        items = [self._stored(one.row, one.revision) for one in found.rows]
        return self.shapes.page.model_construct(items=items, next_cursor=found.next_cursor)

    def get(self, caller: Caller, wanted: Any, rows: Rows[Any]) -> Any:
        return self.fetch(caller, self._key(wanted), rows)

    def fetch(self, caller: Caller, key: str, rows: Rows[Any]) -> Any:
        """As `get`, by the key's text."""
        stored = _one(rows.load(caller, [key]), key)
        return self._stored(stored.row, stored.revision)

    def create(self, caller: Caller, row: Any, rows: Rows[Any]) -> Any:
        key = self.keys.of(row)
        self._judge(caller, row)
        snapshot = rows.load(caller, [key])
        if key in snapshot.rows:
            raise Conflict(f"There is an entry for {key} already: change that one.", rows=[key])
        return self._stored(row, rows.commit(caller, snapshot, Change({key: row})))

    def update(self, caller: Caller, changes: Any, rows: Rows[Any]) -> Any:
        """Null leaves a field as it is. Where a user has one row only, the first change makes it."""
        key = self._key(changes)
        snapshot = rows.load(caller, [key])
        before = _one(snapshot, key).row.model_dump() if self.keys.field or snapshot.rows else {}
        row = parse(self.shapes.row, _merged(before, dict(changes)))
        self._judge(caller, row)
        return self._stored(row, rows.commit(caller, snapshot, Change({key: row})))

    def replace(
        self, caller: Caller, key: str, row: Any, rows: Rows[Any], if_match: int | None = None
    ) -> tuple[Any, bool]:
        """The row as stored, and whether it is new. Raises Stale if `if_match` is not its revision."""
        self._judge(caller, row)
        snapshot = rows.load(caller, [key])
        _fresh(snapshot, key, if_match)
        revision = rows.commit(caller, snapshot, Change({key: row}))
        return self._stored(row, revision), key not in snapshot.rows

    def delete(self, caller: Caller, wanted: Any, rows: Rows[Any]) -> Any:
        return self.remove(caller, self._key(wanted), rows)

    def remove(self, caller: Caller, key: str, rows: Rows[Any], if_match: int | None = None) -> Any:
        """As `delete`, by the key's text and under a condition."""
        snapshot = rows.load(caller, [key])
        _fresh(snapshot, key, if_match)
        _one(snapshot, key)
        revision = rows.commit(caller, snapshot, Change(deletes=(key,)))
        return self.shapes.deleted(deleted=key, revision=revision)

    def save_batch(self, caller: Caller, wanted: Any, rows: Rows[Any]) -> Any:
        upserts = [(self.keys.of(row), row) for row in wanted.upserts]
        asked = batch.Wanted(wanted.revision, upserts, [self.keys.text(key) for key in wanted.deletes])
        batch.check(asked)
        if self._domain.rule:
            batch.check_each(wanted.upserts, self._domain.rule, caller.now().date())
        snapshot = rows.load(caller, [key for _, key in asked.touched()])
        change = batch.plan(asked, snapshot)
        revision = rows.commit(caller, snapshot, change) if change else snapshot.revision
        return self.shapes.saved(revision=revision, saved=len(change.puts), deleted=len(change.deletes))

    def open_form(self, caller: Caller, _: Any, rows: Rows[Any]) -> Any:
        """The revision is read first: a row that changes in between is then a conflict at worst, never lost."""
        revision = rows.revision(caller)
        found = rows.span(caller, Span(MOST_ROWS, descending=self.keys.by_date))
        data = [one.row.model_dump(mode="json") for one in found.rows]
        if not data and not self.keys.field:
            data = [dict.fromkeys(self.shapes.row.model_fields)]
        form = FormData(revision=revision, rows=data, more=found.next_cursor is not None)
        return self.shapes.form(form=form)

    def _bounds(self, wanted: Any) -> tuple[str, str]:
        if not self.keys.by_date:
            return "", ""
        first, last = (self.keys.text(day) if day else "" for day in (wanted.from_, wanted.to))
        if first and last and first > last:
            raise Invalid("`from` is after `to`.", problems=[{"pointer": "/from", "detail": "is after `to`"}])
        return first, last

    def _cursor(self, cursor: str) -> str:
        try:
            return self.keys.parse(cursor)
        except NotFound:
            problem = {"pointer": "/cursor", "detail": "is not a `next_cursor` of ours"}
            raise Invalid("That is not a `next_cursor` of ours.", problems=[problem]) from None

    def _key(self, wanted: Any) -> str:
        return self.keys.text(getattr(wanted, self.keys.field)) if self.keys.field else ME

    def _judge(self, caller: Caller, row: Any) -> None:
        if self._domain.rule:
            self._domain.rule(row, caller.now().date())

    def _stored(self, row: Any, revision: int) -> Any:
        return self.shapes.stored.model_construct(**dict(row), revision=revision)


def persist(errand: Callable[[], Any]) -> Any:
    """The errand's result; one that was outrun between load and commit is done again. Raises Conflict in the end."""
    for attempt in range(ATTEMPTS):
        try:
            return errand()
        except Raced:
            time.sleep(random.uniform(0, min(0.1, 0.005 * 2**attempt)))
    raise Conflict("Too many changes at once: try again.", retry_after=1)


def _merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    emptied = changes.pop("clear", None) or ()
    given = {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in {**before, **given}.items() if name not in emptied}


def _one(snapshot: Snapshot[Any], key: str) -> Any:
    if key not in snapshot.rows:
        raise NotFound("There is no such entry.", rows=[key])
    return snapshot.rows[key]


def _fresh(snapshot: Snapshot[Any], key: str, if_match: int | None) -> None:
    if if_match is None:
        return
    stored = snapshot.rows.get(key)
    if stored is None or stored.revision != if_match:
        raise Stale("It changed since you read it.")
