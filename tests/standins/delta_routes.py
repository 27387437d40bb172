"""The paths of the exchange's stand-in, and what each answers."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .delta_rules import complaints
from .served import Call, No

if TYPE_CHECKING:
    from .delta_exchange import DeltaExchange

Handler = Callable[["DeltaExchange", Call], Mapping[str, Any]]
OVER = ("closed", "cancelled")


def handler(method: str, path: str) -> Handler:
    """Raises nothing: what is not there has an answer of its own."""
    if found := ROUTES.get(f"{method} {path}"):
        return found
    prefix, _, name = path.rpartition("/")
    return NAMED.get(f"{method} {prefix}", nowhere) if name else nowhere


def nowhere(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    raise exchange.error("404 Not Found", "not_found")


def products(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    return {"result": list(exchange.book.contracts.values()), "meta": {"after": None, "before": None}}


def product(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    found = exchange.book.contracts.get(call.path.rpartition("/")[2])
    return {"result": found} if found else nowhere(exchange, call)


def ticker(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    symbol = call.path.rpartition("/")[2]
    mark = exchange.book.marks.get(symbol)
    return (
        {"result": {"symbol": symbol, "mark_price": mark, "close": 67321.5}}
        if mark
        else nowhere(exchange, call)
    )


def assets(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    return {"result": [one["underlying_asset"] for one in exchange.book.contracts.values()]}


def account(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    return {"result": {"id": 453671}}


def position(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    found = exchange.book.by_number(int(call.query.get("product_id", "0")))
    if not found:
        raise exchange.error("400 Bad Request", "bad_schema")
    held = exchange.book.held(found["symbol"])
    return {"result": {"size": held, "entry_price": exchange.book.marks[found["symbol"]] if held else None}}


def by_client_id(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    found = exchange.book.by_client_id(call.path.rpartition("/")[2])
    if not found or (found["state"] in OVER and not exchange.closed_by_id):
        raise exchange.error("404 Not Found", "open_order_not_found")
    return {"result": found}


def history(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    """What is over, newest first; the cursor is the place of the next one."""
    asked, begin = call.query["product_ids"].split(","), int(call.query.get("start_time", "0"))
    over = [
        one for one in exchange.book.orders[::-1]
        if one["state"] in OVER and str(one["product_id"]) in asked and int(one["created_at"]) >= begin
    ]  # fmt: skip
    first, size = int(call.query.get("after", "0")), min(int(call.query["page_size"]), exchange.page)
    after = str(first + size) if first + size < len(over) else None
    return {"result": over[first : first + size], "meta": {"after": after, "before": None}}


def place(exchange: "DeltaExchange", call: Call) -> Mapping[str, Any]:
    """One order, if it is one."""
    if exchange.answering:
        raise exchange.answering.pop(0)
    asked, book = call.json, exchange.book
    found = complaints(asked, book)
    if call.headers.get("content-type") != "application/json":
        found.append("the body is not said to be JSON")
    exchange.noted += found
    if found and exchange.documented:
        said = [{"code": "validation_error", "message": one} for one in found]
        raise No(
            "400 Bad Request",
            {"success": False, "error": {"code": "bad_schema", "context": {"schema_errors": said}}},
        )
    if "product_id" in asked:
        asked = asked | {"product_symbol": (book.by_number(asked["product_id"]) or {})["symbol"]}
    if book.by_client_id(asked["client_order_id"]):
        raise exchange.error("400 Bad Request", "duplicate_client_order_id")
    if asked.get("post_only") == "true" and book.crosses(asked):
        raise exchange.error("400 Bad Request", "immediate_execution_post_only")
    if asked.get("reduce_only") == "true" and not book.closable(asked):
        raise exchange.error("400 Bad Request", "no_position_for_reduce_only")
    return {"result": book.placed(asked, exchange.now())}


ROUTES: Mapping[str, Handler] = {
    "POST /v2/orders": place, "GET /v2/products": products, "GET /v2/assets": assets, "GET /v2/profile": account,
    "GET /v2/positions": position, "GET /v2/orders/history": history,
}  # fmt: skip
NAMED: Mapping[str, Handler] = {
    "GET /v2/products": product, "GET /v2/tickers": ticker, "GET /v2/orders/client_order_id": by_client_id,
}  # fmt: skip
