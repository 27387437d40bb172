"""Market facts for a draft, and the health of a credential: both by harmless looks."""

from typing import Any

import pytest

from functions.effects.facts import SOURCES, gather
from tests.standins.delta_exchange import KEY, DeltaExchange

from .trades import CLOSE, PLACE, Trades

SAID = {
    "provider": "delta_exchange_india", "symbol": "BTCUSD", "mark_price": "60000",
    "product": {
        "id": 27, "symbol": "BTCUSD", "contract_type": "perpetual_futures", "contract_value": "0.001",
        "contract_unit_currency": "BTC", "notional_type": "vanilla", "tick_size": "0.5", "state": "live",
        "trading_status": "operational", "position_size_limit": 229167, "only_reduce_only_orders_allowed": False,
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def at(exchange: DeltaExchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stage's setting."""
    monkeypatch.setenv("DELTA_BASE_URL", exchange.url)


def asked(tool: str = PLACE, **arguments: Any) -> dict[str, Any]:
    return gather({"op": "facts", "tenant_id": "acmehealth", "tool": tool, "arguments": arguments})


@pytest.mark.parametrize("tool", [PLACE, CLOSE])
def test_the_same_market_gives_the_same_facts_and_asks_with_no_credential(
    exchange: DeltaExchange, tool: str
) -> None:
    first, second = asked(tool, symbol="BTCUSD"), asked(tool, symbol="BTCUSD")
    assert first["ok"]
    times = first["facts"].pop("observed_at"), second["facts"].pop("observed_at")
    assert first["facts"] == second["facts"] == SAID
    assert all(times)
    assert all(call.method == "GET" and "api-key" not in call.headers for call in exchange.calls)


@pytest.mark.parametrize(
    "symbol", ["NONEUSD", "btcusd", "../v2/orders", "BTCUSD?x=1", "", None, 27, "A" * 25]
)
def test_a_symbol_that_is_none_is_a_problem_of_its_field(exchange: DeltaExchange, symbol: Any) -> None:
    said = asked(symbol=symbol)
    assert (said["ok"], said["again"], said["problems"][0]["pointer"]) == (False, False, "/symbol")
    assert all(call.path == "/v2/products/NONEUSD" for call in exchange.calls)


@pytest.mark.parametrize("mark", ["-1", "0", "NaN", "1e5", ""])
def test_a_mark_price_that_is_not_clear_is_none(exchange: DeltaExchange, mark: str) -> None:
    exchange.book.marks["BTCUSD"] = mark
    assert not asked(symbol="BTCUSD")["ok"]


def test_a_number_is_kept_as_it_was_written_and_never_as_a_float(exchange: DeltaExchange) -> None:
    exchange.book.contracts["BTCUSD"]["tick_size"] = 0.1
    exchange.book.marks["BTCUSD"] = "60000.10000000000000000001"
    facts = asked(symbol="BTCUSD")["facts"]
    assert (facts["product"]["tick_size"], facts["mark_price"]) == ("0.1", "60000.10000000000000000001")


def test_an_exchange_that_is_busy_or_away_is_asked_again(exchange: DeltaExchange) -> None:
    exchange.quota = 0
    assert asked(symbol="BTCUSD")["again"]
    exchange.stop()
    assert asked(symbol="BTCUSD") == {
        "ok": False, "again": True, "detail": "No facts now: the exchange does not answer at the moment.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "request_", [{"tool": "web.http_call", "arguments": {}}, {"tool": PLACE, "arguments": 1}, {}]
)
def test_facts_are_there_for_trades_alone(request_: dict[str, Any]) -> None:
    assert not gather(request_)["ok"]
    assert set(SOURCES) == {PLACE, CLOSE}


def test_a_probe_is_one_signed_look_that_changes_nothing(trades: Trades) -> None:
    health = trades.adapters[PLACE].probe(trades.safe.secret, trades() + 5)
    assert health.status == "connected"
    assert [(call.method, call.path) for call in trades.exchange.calls] == [("GET", "/v2/profile")]


@pytest.mark.parametrize(("change", "words"), [
    ({"api_key": "gone"}, "does not know this key"), ({"api_secret": "wrong"}, "does not belong to this key"),
])  # fmt: skip
def test_a_probe_tells_what_is_wrong_with_a_credential(
    trades: Trades, change: dict[str, str], words: str
) -> None:
    health = trades.adapters[PLACE].probe(trades.safe.secret | change, trades() + 5)
    assert (health.status, words in health.detail) == ("needs_reconnect", True)


def test_a_probe_names_the_address_for_the_allow_list(trades: Trades) -> None:
    trades.exchange.addresses = set()
    health = trades.adapters[PLACE].probe(trades.safe.secret, trades() + 5)
    assert (health.status, "127.0.0.1" in health.detail) == ("needs_reconnect", True)


def test_a_probe_of_an_exchange_that_is_busy_or_away_says_nothing_of_the_credential(trades: Trades) -> None:
    trades.exchange.quota = 0
    assert trades.adapters[PLACE].probe(trades.safe.secret, trades() + 5).status == "unknown"
    trades.exchange.stop()
    assert trades.adapters[PLACE].probe(trades.safe.secret, trades() + 5).status == "unknown"
    assert KEY not in repr(trades.adapters[PLACE].probe(trades.safe.secret, trades() + 5))
