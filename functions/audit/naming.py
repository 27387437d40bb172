"""The rows that name their audit entries: approvals with their effects, standing approvals, kill switches and policy.

They are how `verify` misses an entry that was deleted before a block held it.
"""

from collections.abc import Iterable, Iterator

from greenlight.approvals.store import INBOXES
from greenlight.declare import APPROVALS, TENANTS
from greenlight.items import Item, Items
from greenlight.keys import Keys

APPROVAL = "apr_"
_WANTED = ("pk", "sk", "entries")


def named(tenant_id: str, subjects: Iterable[str]) -> dict[str, str]:
    """Entry id to the place of the row that names it; `subjects` are what the entries themselves are about."""
    keys, table = Keys(tenant_id), Items(APPROVALS)
    people = _people(keys)
    approvals = {one for one in subjects if one.startswith(APPROVAL)} | set(_in_inboxes(keys, people))
    found: dict[str, str] = _of([table.get(keys.controls()) or {}])
    for approval_id in sorted(approvals):
        found |= _of(table.every(keys.approval(approval_id)["pk"], only=_WANTED))
    for user_id in people:
        standing = keys.standing(user_id, "any")["pk"]
        found |= _of(table.every(standing, begins="STANDING#", only=_WANTED))
    return found


def _of(rows: Iterable[Item]) -> dict[str, str]:
    return {entry_id: _place(row) for row in rows for entry_id in row.get("entries", ())}


def _place(row: Item) -> str:
    """Such as `APPROVAL#apr_1/EFFECT#001`: the key, without the tenant that is known."""
    return f"{'#'.join(row['pk'].split('#')[2:])}/{row['sk']}".lstrip("/")


def _people(keys: Keys) -> list[str]:
    members = Items(TENANTS).every(keys.tenant()["pk"], begins="MEMBER#")
    return [member["sk"].removeprefix("MEMBER#") for member in members]


def _in_inboxes(keys: Keys, people: Iterable[str]) -> Iterator[str]:
    """The ids of all approvals that wait, or waited, in anybody's inbox."""
    for assignee in [*people, *(f"role.{role}" for role in INBOXES)]:
        for pointer in Items(APPROVALS).every(keys.inbox(assignee, "any", open=True)["pk"]):
            if "approval_id" in pointer and not pointer["sk"].startswith("SOCKET#"):
                yield pointer["approval_id"]
