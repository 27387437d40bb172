"""An agent's budget: what a call may cost is reserved before it is made, and spent by the transaction that makes it.

One item per agent and month `{committed, held, spent, hold_<name>: {cents, until}}`: `committed` is what is spent plus
what is held. A hold that is neither spent nor released ends by itself, `until` a moment in epoch seconds UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .declare import LEDGER
from .items import ConditionFailed, Item, Items
from .keys import ItemKey, Keys
from .writes import Write

MOST_HELD = 500  # per agent: the item stays small, and nobody decides on more
HOLD = "hold_"


@dataclass(frozen=True, slots=True)
class Reservation:
    """`month` such as `2026-01`; `name` is unique, so that a repeat of the same reservation is the same one."""

    agent_id: str
    month: str
    name: str
    cents: int
    until: int

    def as_text(self) -> str:
        """How a record or an approval names it."""
        return f"{self.agent_id}/{self.month}/{self.name}/{self.cents}/{self.until}"


def from_text(text: str) -> Reservation:
    """Raises ValueError for what is no reservation's text."""
    agent_id, month, name, cents, until = text.split("/")
    return Reservation(agent_id, month, name, int(cents), int(until))


def month_of(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m")


def reserve(tenant_id: str, wanted: Reservation, budget_cents: int | None, now: float) -> bool:
    """One conditional write; False where the budget has no room. Holds that have ended make room first."""
    for _ in range(3):
        try:
            _reserve(tenant_id, wanted, budget_cents)
        except ConditionFailed as failed:
            if f"{HOLD}{wanted.name}" in failed.item:
                return True
            if not _tidy(tenant_id, wanted, failed.item, now):
                return False
        else:
            return True
    return False


def spending(tenant_id: str, held: Reservation, now: float) -> Write:
    """Turns the hold into money spent, for the transaction that consumes an approval; fails once it has ended."""
    return Items(LEDGER).updating(
        _key(tenant_id, held), "REMOVE #hold ADD held :less, spent :cents",
        condition="attribute_exists(#hold) AND #hold.#until > :now",
        values={":less": -1, ":cents": held.cents, ":now": int(now)},
        names={"#hold": f"{HOLD}{held.name}", "#until": "until"},
    )  # fmt: skip


def settle(tenant_id: str, held: Reservation, cents: int) -> None:
    """What was held has cost so much: the rest is free again. A hold that has ended leaves the cost all the same."""
    key, spent = _key(tenant_id, held), {":cents": cents}
    try:
        Items(LEDGER).update(
            key, "REMOVE #hold ADD held :less, committed :back, spent :cents", condition="attribute_exists(#hold)",
            values={**spent, ":less": -1, ":back": cents - held.cents}, names={"#hold": f"{HOLD}{held.name}"},
        )  # fmt: skip
    except ConditionFailed:
        Items(LEDGER).update(key, "ADD committed :cents, spent :cents", values=spent)


def has_room(tenant_id: str, agent_id: str, budget_cents: int | None, now: float) -> bool:
    """Whether anything is left of this month's budget, without holding any of it; ended holds count as free."""
    if budget_cents is None:
        return True
    spent, held = standing(Items(LEDGER).get(Keys(tenant_id).budget(agent_id, month_of(now))) or {}, now)
    return spent + held < budget_cents


def standing(item: Item, now: float) -> tuple[int, int]:
    """Of a month's item: cents that are spent, and those that are held for what may still be carried out."""
    spent = int(item.get("spent", 0))
    ended = sum(one["cents"] for one in _holds(item).values() if one["until"] <= now)
    return spent, int(item.get("committed", 0)) - ended - spent


def releasing(tenant_id: str, held: Reservation) -> Write:
    """Nothing came of it: the room is free again. Fails where the hold is gone, spent or ended."""
    return Items(LEDGER).updating(
        _key(tenant_id, held), "REMOVE #hold ADD held :less, committed :back",
        condition="attribute_exists(#hold)",
        values={":less": -1, ":back": -held.cents}, names={"#hold": f"{HOLD}{held.name}"},
    )  # fmt: skip


def _reserve(tenant_id: str, wanted: Reservation, budget_cents: int | None) -> None:
    room = "held < :most"
    values: dict[str, Any] = {
        ":cents": wanted.cents, ":one": 1, ":most": MOST_HELD,
        ":hold": {"cents": wanted.cents, "until": wanted.until},
    }  # fmt: skip
    if budget_cents is not None:
        room += " AND committed <= :room"
        values[":room"] = budget_cents - wanted.cents
    first = budget_cents is None or wanted.cents <= budget_cents
    allowed = f"(attribute_not_exists(pk) OR ({room}))" if first else f"({room})"
    Items(LEDGER).update(
        _key(tenant_id, wanted),
        "SET #hold = :hold ADD committed :cents, held :one",
        condition=f"attribute_not_exists(#hold) AND {allowed}",
        values=values,
        names={"#hold": f"{HOLD}{wanted.name}"},
    )


def _tidy(tenant_id: str, near: Reservation, item: Item, now: float) -> bool:
    """Drops the holds that have ended; whether there were any. Whoever is faster leaves nothing to do."""
    ended = {name: one for name, one in _holds(item).items() if one["until"] <= now}
    if not ended:
        return False
    names = {f"#h{n}": name for n, name in enumerate(ended)}
    try:
        Items(LEDGER).update(
            _key(tenant_id, near), f"REMOVE {', '.join(names)} ADD held :less, committed :back",
            condition=" AND ".join(f"attribute_exists({short})" for short in names),
            values={":less": -len(ended), ":back": -sum(one["cents"] for one in ended.values())},
            names=names,
        )  # fmt: skip
    except ConditionFailed:
        return True
    return True


def _holds(item: Item) -> Mapping[str, Any]:
    return {name: value for name, value in item.items() if name.startswith(HOLD)}


def _key(tenant_id: str, of: Reservation) -> ItemKey:
    return Keys(tenant_id).budget(of.agent_id, of.month)
