"""An order as the exchange wants it: size an integer, flags as texts, our key as its `client_order_id`. Pure.

Either an order is written exactly as it was asked for, or it is refused: nothing is rounded, cut or left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from greenlight.key_parts import is_part
from greenlight.trading.decimals import PLAIN

from functions.effects.adapters.protocol import Arguments, Problem

SYMBOL = re.compile(r"[A-Z0-9]{4,24}\Z", re.ASCII)
SIDES, ORDER_TYPES, IN_FORCE = ("buy", "sell"), ("limit_order", "market_order"), ("gtc", "ioc")
MOST = 1_000_000_000  # contracts; far above any position limit, and well within a JSON number
PLACE = ("credential_ref", "symbol", "side", "size", "order_type", "limit_price", "time_in_force", "post_only",
         "reduce_only")  # fmt: skip
CLOSE = ("credential_ref", "symbol", "side", "size")


def place_problems(arguments: Arguments) -> list[Problem]:
    """By JSON pointer; what only the contract can tell is judged at the draft and before the send."""
    return [*_unknown(arguments, PLACE), *_of_both(arguments), *_of_type(arguments), *_of_flags(arguments)]


def close_problems(arguments: Arguments) -> list[Problem]:
    return [*_unknown(arguments, CLOSE), *_of_both(arguments)]


def placed(arguments: Arguments, key: str) -> bytes:
    """The body of `POST /v2/orders`; its fields always stand in this order."""
    limit = {} if arguments["order_type"] == "market_order" else {"limit_price": arguments["limit_price"]}
    in_force = {"time_in_force": arguments["time_in_force"]} if arguments.get("time_in_force") else {}
    return _body({
        "product_symbol": arguments["symbol"], "size": arguments["size"], "side": arguments["side"],
        "order_type": arguments["order_type"], **limit, **in_force, "post_only": _flag(arguments["post_only"]),
        "reduce_only": _flag(arguments["reduce_only"]), "client_order_id": key,
    })  # fmt: skip


def closing(arguments: Arguments, key: str) -> bytes:
    """A market order that can only make a position smaller. The exchange's `close_all` is never used (facts §0.2)."""
    return _body({
        "product_symbol": arguments["symbol"], "size": arguments["size"], "side": arguments["side"],
        "order_type": "market_order", "reduce_only": "true", "client_order_id": key,
    })  # fmt: skip


def asked(body: bytes) -> dict[str, Any]:
    """What an order that was written out asks for, in the tools' own words; a close alone has no `post_only`."""
    order = json.loads(body)
    flags = {name: order[name] == "true" for name in ("post_only", "reduce_only") if name in order}
    kind = {"order_type": order["order_type"]} if "post_only" in order else {}
    return {
        "symbol": order["product_symbol"], "side": order["side"], "size": order["size"],
        "limit_price": order.get("limit_price"), **kind, **flags,
    }  # fmt: skip


def key_of(body: bytes) -> str:
    return str(json.loads(body)["client_order_id"])


def _unknown(arguments: Arguments, known: tuple[str, ...]) -> Iterator[Problem]:
    for name in arguments:
        if name not in known:
            yield {"pointer": f"/{str(name)[:64]}", "detail": "is nothing that this order has"}


def _of_both(arguments: Arguments) -> Iterator[Problem]:
    ref, symbol, size = arguments.get("credential_ref"), arguments.get("symbol"), arguments.get("size")
    if not (isinstance(ref, str) and ref.startswith("crd_") and is_part(ref)):
        yield _at("credential_ref", "must name a credential (crd_…)")
    if not (isinstance(symbol, str) and SYMBOL.match(symbol)):
        yield _at("symbol", "must be the symbol of a perpetual future, such as BTCUSD")
    if arguments.get("side") not in SIDES:
        yield _at("side", "must be buy or sell")
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= MOST:
        yield _at("size", "must be a whole number of contracts, one or more")


def _of_type(arguments: Arguments) -> Iterator[Problem]:
    kind, price = arguments.get("order_type"), arguments.get("limit_price")
    if kind not in ORDER_TYPES:
        yield _at("order_type", "must be limit_order or market_order")
    if kind == "market_order" and price is not None:
        yield _at("limit_price", "does not go with a market order")
    if kind == "limit_order" and not _is_price(price):
        yield _at("limit_price", "must be a price over 0, as a plain decimal text such as 60000.5")


def _of_flags(arguments: Arguments) -> Iterator[Problem]:
    for name in ("post_only", "reduce_only"):
        if not isinstance(arguments.get(name), bool):
            yield _at(name, "must be true or false")
    in_force = arguments.get("time_in_force")
    if in_force is not None and in_force not in IN_FORCE:
        yield _at("time_in_force", "must be gtc, ioc or null")
    if arguments.get("post_only") is True and (
        arguments.get("order_type") == "market_order" or in_force == "ioc"
    ):
        yield _at("post_only", "goes only with a limit order that stays in the book")


def _is_price(price: Any) -> bool:
    return (
        isinstance(price, str) and bool(PLAIN.match(price)) and any(digit in "123456789" for digit in price)
    )


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _body(order: Mapping[str, Any]) -> bytes:
    return json.dumps(order, separators=(",", ":")).encode()


def _at(field: str, detail: str) -> Problem:
    return {"pointer": f"/{field}", "detail": detail}
