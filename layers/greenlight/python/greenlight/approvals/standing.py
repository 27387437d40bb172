"""Standing approvals: a person's yes in advance to one tool with arguments of one shape; counted, expiring, revocable.

Using one is a conditional count of its own (`taking`), for the transaction that stores the approval it gives.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import NotFound
from greenlight.items import ConditionFailed, Item, Items, Write, commit
from greenlight.keys import Keys, new_id
from greenlight.threads.records import known, utc

from .patterns import Pattern, matches
from .records import as_text


@dataclass(frozen=True, slots=True)
class Standing:
    """`uses` were granted, `used` are gone; `expires_at` in epoch seconds UTC; `schema_hash` is of that day."""

    standing_id: str
    user_id: str
    agent_id: str
    tool: str
    pattern: Pattern
    schema_hash: str
    uses: int
    used: int
    expires_at: int
    status: str
    created_at: str
    revision: int
    last_used_at: str = ""
    revoked_at: str = ""
    entries: tuple[str, ...] = ()

    def is_active(self, now: float) -> bool:
        return self.status == "active" and self.used < self.uses and self.expires_at > now

    def covers(
        self, agent_id: str, tool: str, schema_hash: str, arguments: Mapping[str, Any], now: float
    ) -> bool:
        """Whether it says yes to this very call; a tool whose schema changed since is asked about anew."""
        same = (self.agent_id, self.tool, self.schema_hash) == (agent_id, tool, schema_hash)
        return self.is_active(now) and same and matches(self.pattern, arguments)


def from_item(item: Item) -> Standing:
    said = {name: item[name] for name in Standing.__dataclass_fields__ if name in item}
    return Standing(
        **{**said, "pattern": json.loads(item["pattern"]), "entries": tuple(item.get("entries", ()))}
    )


def create(caller: Caller, given: Mapping[str, Any], entry: tuple[str, Write]) -> Standing:
    """Stores what its giver said (agent_id, tool, pattern, schema_hash, uses, expires_at) with its audit entry.

    `given["standing_id"]` is the caller's to make, since the entry names it.
    """
    item = {
        **_key(caller, given["standing_id"]), **given, "pattern": as_text(given["pattern"]), "user_id": caller.user_id,
        "used": 0, "status": "active", "created_at": utc(), "revision": 1, "entries": [entry[0]],
    }  # fmt: skip
    commit([Items(APPROVALS).putting(item, condition="attribute_not_exists(pk)"), entry[1]])
    return from_item(item)


def named() -> str:
    return new_id("std")


def get(caller: Caller, standing_id: str) -> Standing:
    """Raises NotFound, also for another user's."""
    found = Items(APPROVALS).get(_key(caller, standing_id))
    if not found:
        raise NotFound("There is no such standing approval.")
    return from_item(found)


def listed(caller: Caller, limit: int, cursor: str | None) -> tuple[list[Standing], str | None]:
    """The caller's own, latest first, whatever became of them."""
    pk = _key(caller, "any")["pk"]
    page = Items(APPROVALS).query(pk, begins="STANDING#", limit=limit, cursor=cursor, descending=True)
    return [from_item(item) for item in page.items], page.next


def active(caller: Caller) -> int:
    """How many of the caller's own may still be used."""
    now, every = time.time(), Items(APPROVALS).every(_key(caller, "any")["pk"], begins="STANDING#")
    return sum(1 for item in every if from_item(item).is_active(now))


def revoke(caller: Caller, standing_id: str, entry: tuple[str, Write]) -> Standing:
    """From now on it covers nothing; saying so twice is the same. Raises NotFound."""
    revoked = Items(APPROVALS).updating(
        _key(caller, standing_id),
        "SET #status = :revoked, revoked_at = :now, revision = revision + :one, "
        "entries = list_append(entries, :entry)",
        condition="#status = :active",
        values={":revoked": "revoked", ":active": "active", ":now": utc(), ":one": 1, ":entry": [entry[0]]},
        names={"#status": "status"},
    )  # fmt: skip
    try:
        commit([revoked, entry[1]])
    except ConditionFailed as failed:
        if not failed.item:
            raise NotFound("There is no such standing approval.") from None
    return get(caller, standing_id)


def covering(
    tenant_id: str, user_id: str, agent_id: str, tool: str, schema_hash: str, arguments: Mapping[str, Any]
) -> Standing | None:
    """The first of this user's standing approvals that says yes to this call now."""
    pk, now = Keys(tenant_id).standing(user_id, "any")["pk"], time.time()
    every = (from_item(item) for item in Items(APPROVALS).every(pk, begins="STANDING#"))
    return next((one for one in every if one.covers(agent_id, tool, schema_hash, arguments, now)), None)


def taking(tenant_id: str, standing: Standing, now: float) -> Write:
    """One use less; fails if it was revoked, has expired or is used up by now."""
    return Items(APPROVALS).updating(
        Keys(tenant_id).standing(standing.user_id, standing.standing_id),
        "SET last_used_at = :text ADD used :one",
        condition="#status = :active AND used < uses AND expires_at > :now",
        values={":active": "active", ":one": 1, ":now": int(now), ":text": utc(now)},
        names={"#status": "status"},
    )  # fmt: skip


def take(tenant_id: str, standing: Standing, also: Sequence[Write] = ()) -> bool:
    """Counts one use down together with `also`, all or none; False where it no longer stands."""
    try:
        commit([taking(tenant_id, standing, time.time()), *also])
    except ConditionFailed as failed:
        if failed.index == 0:
            return False
        raise
    return True


def _key(caller: Caller, standing_id: str) -> Mapping[str, str]:
    return known(Keys(caller.tenant_id).standing, caller.user_id, standing_id)
