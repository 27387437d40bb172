"""What the exchange takes for an order (swagger's CreateOrderRequest), to the letter of facts §1.3."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .delta_book import Book

KNOWN = frozenset({
    "product_id", "product_symbol", "limit_price", "size", "side", "order_type", "time_in_force", "post_only",
    "reduce_only", "client_order_id",
})  # fmt: skip
FLAGS = ("true", "false", None)


def complaints(order: Any, book: Book) -> list[str]:
    """Empty where the order is exactly as documented; the documentation's other fields are not for us to send."""
    if not isinstance(order, dict):
        return ["the body is no JSON object"]
    return [*_members(order), *_product(order, book), *_types(order), *_price(order, book), *_key(order)]


def _members(order: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} is unknown" for name in sorted(order.keys() - KNOWN))


def _product(order: Mapping[str, Any], book: Book) -> Iterator[str]:
    number, symbol = order.get("product_id"), order.get("product_symbol")
    if (number is None) == (symbol is None):
        yield "exactly one of product_id and product_symbol"
    if number is not None and (type(number) is not int or not book.by_number(number)):
        yield "product_id is no product"
    if symbol is not None and symbol not in book.contracts:
        yield "product_symbol is no product"


def _types(order: Mapping[str, Any]) -> Iterator[str]:
    if type(order.get("size")) is not int or order["size"] < 1:
        yield "size must be an integer"
    if order.get("side") not in ("buy", "sell"):
        yield "side must be buy or sell"
    if order.get("order_type") not in ("limit_order", "market_order"):
        yield "order_type is unknown"
    if order.get("time_in_force") not in ("gtc", "ioc", None):
        yield "time_in_force must be gtc or ioc"
    for name in ("post_only", "reduce_only"):
        if order.get(name) not in FLAGS or isinstance(order.get(name), bool):
            yield f'{name} must be "true" or "false"'


def _price(order: Mapping[str, Any], book: Book) -> Iterator[str]:
    price = order.get("limit_price")
    if order.get("order_type") == "market_order":
        if "limit_price" in order:
            yield "limit_price does not go with a market order"
        return
    contract = book.contracts.get(str(order.get("product_symbol"))) or book.by_number(
        order.get("product_id", 0)
    )
    try:
        value = Decimal(price if isinstance(price, str) else "nan")
    except InvalidOperation:
        value = Decimal("nan")
    if value.is_nan() or value <= 0:
        yield "limit_price must be a text over 0"
    elif contract and value % Decimal(contract["tick_size"]):
        yield "limit_price is not in steps of tick_size"


def _key(order: Mapping[str, Any]) -> Iterator[str]:
    key = order.get("client_order_id")
    if not isinstance(key, str) or not 1 <= len(key) <= 32:
        yield "client_order_id must be a text of at most 32"
