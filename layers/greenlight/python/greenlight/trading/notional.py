"""What an order is worth in rupees: contracts by contract value by price in USD by a fixed rate.

The exchange quotes in USD and settles at a rate of its own (facts §1.3); ours is a limit's yardstick, not a price. A
draft records the version that it was judged by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenlight.errors import Invalid

from .decimals import exact, plain, times
from .orders import Problem
from .product import Product


@dataclass(frozen=True, slots=True)
class Rate:
    """Rupees for a US dollar; `version` names this number for ever."""

    version: str
    usd_inr: Decimal

    def recorded(self) -> dict[str, str]:
        return {"version": self.version, "usd_inr": plain(self.usd_inr)}


RATES: Mapping[str, Rate] = {"2026-11-01": Rate("2026-11-01", Decimal(85))}
NEWEST = RATES["2026-11-01"]


def rate_of(given: Mapping[str, Any] | None) -> Rate:
    """An agent type's own (`enforcement_defaults.fx`, `{version, usd_inr}`); else the newest. Raises Invalid."""
    if not given:
        return NEWEST
    try:
        rate = Rate(str(given["version"]), exact(given["usd_inr"]))
    except (KeyError, ValueError):
        raise Invalid("An exchange rate needs its `version` and `usd_inr`, as a decimal text.") from None
    if rate.usd_inr <= 0 or (rate.version in RATES and rate != RATES[rate.version]):
        raise Invalid(
            f"The rate {rate.version[:64]} is another number already; give a new number a new version."
        )
    return rate


def notional_inr(size: int, product: Product, price: Decimal, rate: Rate) -> Decimal:
    """To the last digit. `price` in USD: an order's own limit, or the mark price where it has none."""
    return times(Decimal(size), product.contract_value, price, rate.usd_inr)


def price_of(arguments: Mapping[str, Any], mark_price: Any) -> Decimal:
    """What one unit costs at most: a sale's limit is a floor, so there the higher of the two. Raises Invalid."""
    try:
        mark, limit = exact(mark_price), arguments.get("limit_price")
        if limit is None:
            return mark
        return exact(limit) if arguments.get("side") == "buy" else max(mark, exact(limit))
    except ValueError:
        raise Invalid("The order cannot be valued without a price.") from None


def over(worth: Decimal, most_inr: int, rate: Rate) -> list[Problem]:
    """At most one problem: worth exactly the limit is within it."""
    if worth <= most_inr:
        return []
    detail = f"makes an order of {plain(worth)} INR (by {rate.version}), over the limit of {most_inr} INR"
    return [{"pointer": "/size", "detail": detail}]
