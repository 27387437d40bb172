"""What anybody may know of a contract: its rules, and its mark price, recorded as they came."""

from typing import Any

from greenlight.errors import Invalid
from greenlight.threads.records import utc
from greenlight.trading.decimals import exact, plain
from greenlight.trading.product import kept, product

from .answers import Answer
from .line import Line
from .orders import SYMBOL

PROVIDER = "delta_exchange_india"


class Unanswered(Exception):
    """The exchange did not say; the message is for a person."""


def described(line: Line, symbol: str, deadline: float) -> dict[str, Any]:
    """The contract's rules. Raises Unanswered, and Invalid where there is no such contract, or no clear answer."""
    found = _result(line.look(f"/v2/products/{symbol}", deadline), symbol)
    if found.get("symbol") != symbol:
        raise Invalid(f"The exchange has no contract {symbol}.")
    facts = kept(found)
    product(facts)
    return facts


def mark_price(line: Line, symbol: str, deadline: float) -> str:
    """In USD, as a decimal text. Raises Unanswered, Invalid."""
    found = _result(line.look(f"/v2/tickers/{symbol}", deadline), symbol)
    try:
        price = exact(found.get("mark_price"))
    except ValueError:
        raise Invalid(f"The exchange gives no clear mark price for {symbol}.") from None
    if found.get("symbol") != symbol or price <= 0:
        raise Invalid(f"The exchange gives no clear mark price for {symbol}.")
    return plain(price)


def facts(line: Line, symbol: Any, deadline: float) -> dict[str, Any]:
    """`{provider, symbol, product, mark_price, observed_at}`, read-only and public. Raises Unanswered, Invalid."""
    if not isinstance(symbol, str) or not SYMBOL.match(symbol):
        raise Invalid("Market facts need the `symbol` of a perpetual future, such as BTCUSD.")
    observed_at = utc(line.now())
    return {
        "provider": PROVIDER, "symbol": symbol, "product": described(line, symbol, deadline),
        "mark_price": mark_price(line, symbol, deadline), "observed_at": observed_at,
    }  # fmt: skip


def _result(answer: Answer, symbol: str) -> dict[str, Any]:
    if answer.good and isinstance(answer.result, dict):
        return answer.result
    if answer.status == 404 or answer.code == "invalidcontract":
        raise Invalid(f"The exchange has no contract {symbol}.")
    if answer.status == 429:
        raise Unanswered(f"the exchange's rate limit is used up for {answer.retry_after} s")
    raise Unanswered("the exchange does not answer at the moment")
