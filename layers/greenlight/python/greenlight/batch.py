"""The judge of a batch: what a form, a tool or a program wants changed at once, all of it or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from .errors import Conflict, Invalid, Refused
from .reading import pointer
from .rows import Change, Snapshot

MOST_CHANGES = 90  # with the collection's head, below the 100 operations of a DynamoDB transaction
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Wanted(Generic[R]):
    """A batch with the key of each row; `revision` is the collection's as the sender saw it; None skips the check."""

    revision: int | None
    upserts: Sequence[tuple[str, R]]
    deletes: Sequence[str]

    def touched(self) -> list[tuple[str, str]]:
        """`(pointer, key)` of every change."""
        puts = [(pointer("upserts", i), key) for i, (key, _) in enumerate(self.upserts)]
        return puts + [(pointer("deletes", i), key) for i, key in enumerate(self.deletes)]


def check(wanted: Wanted[Any]) -> None:
    """Refuses a batch that is too large or names a row twice; before anything is loaded."""
    touched, seen, problems = wanted.touched(), set[str](), []
    if len(touched) > MOST_CHANGES:
        raise Invalid(f"At most {MOST_CHANGES} changes at once, please; these are {len(touched)}.")
    for where, key in touched:
        if key in seen:
            problems.append({"pointer": where, "detail": f"{key} appears more than once."})
        seen.add(key)
    if problems:
        raise Invalid(problems[0]["detail"], problems=problems)


def check_each(rows: Iterable[Any], rule: Callable[[Any, date], None], today: date) -> None:
    """The rule on each row to be written; refuses with a pointer to every row that breaks it."""
    problems: list[dict[str, str]] = []
    for index, row in enumerate(rows):
        try:
            rule(row, today)
        except Refused as refused:
            problems += [
                {"pointer": pointer("upserts", index) + problem["pointer"], "detail": problem["detail"]}
                for problem in refused.problems or [{"pointer": "", "detail": refused.detail}]
            ]
    if problems:
        raise Invalid(problems[0]["detail"], problems=problems)


def plan(wanted: Wanted[R], snapshot: Snapshot[R]) -> Change[R]:
    """What must happen. Raises Conflict, naming each row that changed after the sender looked.

    Removing a row that is gone already is done, not wrong.
    """
    late = [(where, key) for where, key in wanted.touched() if _changed_since(wanted.revision, snapshot, key)]
    if late:
        problems = [{"pointer": where, "detail": f"{key} was changed meanwhile."} for where, key in late]
        names = [key for _, key in late]
        raise Conflict(f"Changed meanwhile: {', '.join(names)}. Look again.", problems=problems, rows=names)
    return Change(dict(wanted.upserts), tuple(key for key in wanted.deletes if key in snapshot.rows))


def _changed_since(revision: int | None, snapshot: Snapshot[Any], key: str) -> bool:
    stored = snapshot.rows.get(key)
    return revision is not None and stored is not None and stored.revision > revision
