"""Whether the exchange's own rules allow an order as it is written. Nothing is ever rounded to fit: it is refused.

The same rules hold at the draft, from recorded facts, and at the send, from what the exchange says then.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .decimals import around, exact, is_multiple, plain
from .product import Product

Problem = dict[str, str]  # {pointer, detail}, the pointer into the tool's arguments
TRADED = "perpetual_futures"
OPEN, POST_ONLY = "operational", "disrupted_post_only"


def problems(arguments: Mapping[str, Any], product: Product) -> list[Problem]:
    """All that stands in the way of this order of `trading.place_order`, or close of `trading.close_position`."""
    return [
        *_of_contract(arguments, product),
        *_of_state(arguments, product),
        *_of_numbers(arguments, product),
    ]


def _of_contract(arguments: Mapping[str, Any], product: Product) -> Iterator[Problem]:
    if arguments.get("symbol") != product.symbol:
        yield _at("symbol", "is not the contract that was looked up")
    if (product.contract_type, product.notional_type) != (TRADED, "vanilla"):
        yield _at("symbol", "is no perpetual future whose contracts are worth so much of a coin")


def _of_state(arguments: Mapping[str, Any], product: Product) -> Iterator[Problem]:
    closes = "order_type" not in arguments
    if product.state != "live":
        yield _at("symbol", f"is not traded: its state is {product.state[:32]}")
    elif product.trading_status == POST_ONLY and not arguments.get("post_only"):
        yield _at("symbol", "takes only post-only orders at the moment")
    elif product.trading_status not in (OPEN, POST_ONLY):
        yield _at("symbol", f"takes no orders: its trading is {product.trading_status[:32]}")
    if product.only_reducing and not (closes or arguments.get("reduce_only")):
        yield _at(
            "reduce_only", "must be true: this contract takes only what reduces a position at the moment"
        )


def _of_numbers(arguments: Mapping[str, Any], product: Product) -> Iterator[Problem]:
    size, price = arguments.get("size"), arguments.get("limit_price")
    if isinstance(size, int) and size > product.position_size_limit:
        yield _at("size", f"is over the exchange's {product.position_size_limit} contracts for a position")
    if price is None:
        return
    wanted = exact(price)
    if not is_multiple(wanted, product.tick_size):
        below, above = (plain(one) for one in around(wanted, product.tick_size))
        near = f"{below} or {above}" if below != "0" else above
        yield _at(
            "limit_price", f"is not in steps of {plain(product.tick_size)}, and nothing is rounded; {near} is"
        )


def _at(field: str, detail: str) -> Problem:
    return {"pointer": f"/{field}", "detail": detail}
