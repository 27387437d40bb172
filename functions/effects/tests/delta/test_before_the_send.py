"""The last look before an order: the contract as it is now, and the limits that stand with the credential."""

from typing import Any

import pytest

from .trades import CLOSE, CLOSING, MARKET, ORDER, Trades


@pytest.mark.parametrize(("changes", "words"), [
    ({"limit_price": "60000.3"}, "not in steps of 0.5, and nothing is rounded; 60000 or 60000.5 is"),
    ({"limit_price": "0.25"}, "nothing is rounded; 0.5 is"),
    ({"size": 229168}, "over the exchange's 229167 contracts"),
    ({"symbol": "DOGEUSD"}, "no contract DOGEUSD"),
])  # fmt: skip
def test_nothing_is_rounded_to_fit_it_is_not_sent(
    trades: Trades, changes: dict[str, Any], words: str
) -> None:
    effect = trades.trade(ORDER | changes)
    assert (effect.status, trades.orders_sent) == ("not_sent", [])
    assert words in effect.detail


@pytest.mark.parametrize(("changes", "words"), [
    ({"state": "expired"}, "its state is expired"), ({"trading_status": "disrupted_cancel_only"}, "takes no orders"),
    ({"trading_status": "disrupted_post_only"}, "only post-only orders"),
    ({"contract_type": "put_options"}, "no perpetual future"), ({"notional_type": "inverse"}, "no perpetual future"),
    ({"product_specs": {"only_reduce_only_orders_allowed": True}}, "reduces a position"),
    ({"tick_size": "0"}, "nothing here can judge"), ({"tick_size": "5e-1"}, "nothing here can judge"),
    ({"contract_value": None}, "nothing here can judge"), ({"symbol": "ETHUSD"}, "no contract BTCUSD"),
])  # fmt: skip
def test_a_contract_that_does_not_take_it_today_gets_nothing(
    trades: Trades, changes: dict[str, Any], words: str
) -> None:
    trades.exchange.book.contracts["BTCUSD"] |= changes
    effect = trades.trade()
    assert (effect.status, trades.orders_sent) == ("not_sent", [])
    assert words in effect.detail


def test_post_only_trading_takes_post_only_orders(trades: Trades) -> None:
    trades.exchange.book.contracts["BTCUSD"]["trading_status"] = "disrupted_post_only"
    assert trades.trade(ORDER | {"limit_price": "59000", "post_only": True}).status == "confirmed"


def test_reduce_only_trading_lets_a_position_be_closed(trades: Trades) -> None:
    trades.exchange.book.contracts["BTCUSD"]["product_specs"] = {"only_reduce_only_orders_allowed": True}
    trades.exchange.book.positions["BTCUSD"] = 3
    assert trades.trade(CLOSING, CLOSE).status == "confirmed"


@pytest.mark.parametrize(("most", "status"), [("3", "confirmed"), ("2", "not_sent")])
def test_the_credentials_own_limit_of_units_holds_to_the_unit(trades: Trades, most: str, status: str) -> None:
    trades.safe.secret["max_units_per_order"] = most
    assert trades.trade().status == status


@pytest.mark.parametrize(("arguments", "most", "status"), [
    # 3 contracts of 0.001 BTC at 60000.5 USD and 85 INR are 15300.1275 INR; at the mark of 60000, 15300 INR
    (ORDER, "15301", "confirmed"), (ORDER, "15300", "not_sent"), (MARKET, "15300", "confirmed"),
    (MARKET, "15299", "not_sent"), (ORDER | {"side": "sell", "limit_price": "1000"}, "15299", "not_sent"),
])  # fmt: skip
def test_the_credentials_limit_in_rupees_holds_to_the_last_digit(
    trades: Trades, arguments: dict[str, Any], most: str, status: str
) -> None:
    trades.safe.secret["max_notional_inr"] = most
    effect = trades.trade(arguments)
    assert effect.status == status
    assert ("by 2026-11-01" in effect.detail) == (status == "not_sent")


@pytest.mark.parametrize(("coins", "changes", "status"), [
    ("ETH BTC", {}, "confirmed"), ("ETH SOL", {}, "not_sent"), ("", {}, "not_sent"), ("BT TC", {}, "not_sent"),
    ("ETH", {"reduce_only": True, "side": "sell"}, "confirmed"),
])  # fmt: skip
def test_only_a_coin_that_the_agent_may_trade_is_ordered_but_any_may_be_left(
    trades: Trades, coins: str, changes: dict[str, Any], status: str
) -> None:
    trades.exchange.book.positions["BTCUSD"] = 3
    trades.safe.secret["allowed_coins"] = coins
    assert trades.trade(MARKET | changes).status == status


def test_an_exchange_that_does_not_tell_the_contract_gets_no_order(trades: Trades) -> None:
    trades.exchange.quota = 0
    effect = trades.trade()
    assert (effect.status, trades.orders_sent) == ("not_sent", [])
    assert "could not be checked" in effect.detail
