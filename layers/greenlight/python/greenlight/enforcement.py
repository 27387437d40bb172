"""What the gates hold a hired agent to: its type's prescription, and the limits that its customer set. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .vault_limits import rules

Limit = Mapping[str, Any]  # {tool, pointer, max}, as the bus reads it
ORDER = "trading.place_order"
PRESCRIBED = ("approvals", "risk_limits", "fx")


def prescribed(defaults: Mapping[str, Any]) -> dict[str, Any]:
    """What a type's `enforcement_defaults` hold its agents to, as it is copied onto each of them."""
    return {name: defaults[name] for name in PRESCRIBED if name in defaults}


def configured(
    defaults: Mapping[str, Any], limits: Mapping[str, int], coins: Sequence[str] = ()
) -> dict[str, Any]:
    """The same with a customer's own `limits` (see `vault_limits.stricter`), which never loosen the type's.

    They stand there as they are too, for what counts in money: that takes a price, which no pointer leads to. `coins`
    are those that the customer allows to be traded; a position in any other may still be closed.
    """
    said = prescribed(defaults)
    if coins:
        listed = {"tool": ORDER, "pointer": "/symbol", "one_of": [f"{coin}USD" for coin in coins]}
        said = {**said, "risk_limits": [*said.get("risk_limits", ()), listed]}
    if not limits:
        return said
    both = _lowest([*said.get("risk_limits", ()), *rules(limits)])
    return {**said, "risk_limits": both, "limits": dict(limits)}


def _lowest(limits: Iterable[Limit]) -> list[dict[str, Any]]:
    """One per tool and pointer."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for limit in limits:
        place = (limit["tool"], limit["pointer"])
        if place not in found or ("max" in limit and limit["max"] < found[place]["max"]):
            found[place] = dict(limit)
    return list(found.values())
