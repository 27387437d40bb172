"""Risk limits of an exchange, said in an agent's config and beside its credential: the stricter wins. Pure."""

from collections.abc import Mapping
from typing import Any

LIMITS = ("max_units_per_order", "max_notional_inr")
UNITS = (("trading.place_order", "/size"), ("trading.close_position", "/size"))


def stricter(*given: Mapping[str, Any]) -> dict[str, int]:
    """The lowest of each limit that anybody set; whoever says nothing of one leaves it to the others."""
    said = {name: [one[name] for one in given if one.get(name) is not None] for name in LIMITS}
    return {name: min(values) for name, values in said.items() if values}


def rules(limits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As the bus counts units: `{tool, pointer, max}`; the notional one takes prices, so the trading adapter has it."""
    if (most := limits.get("max_units_per_order")) is None:
        return []
    return [{"tool": tool, "pointer": at, "max": most} for tool, at in UNITS]
