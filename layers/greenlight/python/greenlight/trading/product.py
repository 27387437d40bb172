"""A futures contract as the exchange describes it, read exactly: a number that is not there or not clear is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenlight.errors import Invalid

from .decimals import exact

# What of an exchange's description decides anything here; facts hold these as they came, decimals as texts.
FIELDS = (
    "id", "symbol", "contract_type", "contract_value", "contract_unit_currency", "notional_type", "tick_size", "state",
    "trading_status", "position_size_limit",
)  # fmt: skip
ONLY_REDUCING = "only_reduce_only_orders_allowed"


@dataclass(frozen=True, slots=True)
class Product:
    """One contract: `contract_value` in units of `unit` (0.001 BTC), prices in USD in steps of `tick_size`."""

    id: int
    symbol: str
    contract_type: str
    contract_value: Decimal
    unit: str
    notional_type: str
    tick_size: Decimal
    state: str
    trading_status: str
    position_size_limit: int
    only_reducing: bool


def kept(described: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft records of it: the same description gives the same record."""
    specs = described.get("product_specs")
    only = specs.get(ONLY_REDUCING) if isinstance(specs, Mapping) else described.get(ONLY_REDUCING)
    return {name: described.get(name) for name in FIELDS} | {ONLY_REDUCING: only is True}


def product(facts: Mapping[str, Any]) -> Product:
    """From what `kept` keeps. Raises Invalid: on half a description nothing can be judged."""
    try:
        return Product(
            id=_whole(facts["id"]), symbol=str(facts["symbol"]), contract_type=str(facts["contract_type"]),
            contract_value=_positive(facts["contract_value"]), unit=str(facts["contract_unit_currency"]),
            notional_type=str(facts["notional_type"]), tick_size=_positive(facts["tick_size"]),
            state=str(facts["state"]), trading_status=str(facts["trading_status"]),
            position_size_limit=_whole(facts["position_size_limit"]),
            only_reducing=facts.get(ONLY_REDUCING) is True,
        )  # fmt: skip
    except (KeyError, ValueError):
        raise Invalid("The exchange describes this contract in a way that nothing here can judge.") from None


def _positive(value: Any) -> Decimal:
    number = exact(value)
    if number <= 0:
        raise ValueError(value)
    return number


def _whole(value: Any) -> int:
    number = exact(value)
    if number != number.to_integral_value() or number <= 0:
        raise ValueError(value)
    return int(number)
