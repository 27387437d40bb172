"""Closing a position: of the approved side, at most the approved size, only ever smaller; never all of them at once."""

from typing import Any

import pytest

from .trades import CLOSE, CLOSING, Trades


def closed(trades: Trades, **changes: Any) -> Any:
    return trades.trade(CLOSING | changes, CLOSE)


@pytest.mark.parametrize(
    ("held", "side", "left"), [(3, "sell", 0), (-3, "buy", 0), (5, "sell", 2), (-4, "buy", -1)]
)
def test_it_takes_the_position_down_by_what_was_approved(
    trades: Trades, held: int, side: str, left: int
) -> None:
    trades.exchange.book.positions["BTCUSD"] = held
    effect = closed(trades, side=side)
    assert (effect.status, effect.detail) == ("confirmed", "Filled 3 of 3.")
    assert trades.exchange.book.positions["BTCUSD"] == left


def test_a_smaller_position_is_closed_and_never_turned_round(trades: Trades) -> None:
    trades.exchange.book.positions["BTCUSD"] = 2
    effect = closed(trades)
    assert (effect.status, trades.exchange.book.positions["BTCUSD"]) == ("confirmed", 0)
    assert effect.detail == "Filled 2 of 3; the rest was cancelled."


@pytest.mark.parametrize(("held", "side", "words"), [
    (0, "sell", "no position to close"), (3, "buy", "long now"), (-3, "sell", "short now"),
])  # fmt: skip
def test_where_it_would_close_nothing_it_is_not_sent(
    trades: Trades, held: int, side: str, words: str
) -> None:
    trades.exchange.book.positions["BTCUSD"] = held
    effect = closed(trades, side=side)
    assert (effect.status, trades.orders_sent) == ("not_sent", [])
    assert words in effect.detail


def test_a_position_that_goes_between_the_look_and_the_order_is_not_reopened(trades: Trades) -> None:
    """The exchange refuses such an order by a code that it does not document, so that its absence is looked up."""
    trades.exchange.book.positions["BTCUSD"] = 3
    trades.exchange.faults = ["position_changes"]
    record = trades.approve(CLOSE, CLOSING)
    assert trades.execute(record).status == "unknown"
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, len(trades.orders_sent)) == ("failed", 1)
    assert trades.exchange.book.positions["BTCUSD"] == 0


def test_another_contracts_position_is_left_alone(trades: Trades) -> None:
    trades.exchange.book.positions |= {"BTCUSD": 3, "ETHUSD": 8}
    assert closed(trades).status == "confirmed"
    assert trades.exchange.book.positions == {"BTCUSD": 0, "ETHUSD": 8}
    assert {call.path for call in trades.exchange.changing} == {"/v2/orders"}


def test_a_close_is_not_held_back_by_the_limits_for_new_risk(trades: Trades) -> None:
    trades.exchange.book.positions["BTCUSD"] = 3
    trades.safe.secret |= {"max_units_per_order": "1", "max_notional_inr": "1"}
    assert closed(trades).status == "confirmed"


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_500"])
def test_a_close_whose_answer_is_lost_is_found_in_the_history(trades: Trades, fault: str) -> None:
    trades.exchange.book.positions["BTCUSD"] = 3
    trades.exchange.faults = [fault]
    effect = closed(trades)
    assert (effect.status, len(trades.orders_sent)) == ("confirmed", 1)
    assert trades.exchange.book.positions["BTCUSD"] == 0


def test_a_key_that_is_not_taken_is_found_out_at_the_look(trades: Trades) -> None:
    trades.safe.secret["api_secret"] = "another"
    effect = closed(trades)
    assert (effect.status, trades.orders_sent, trades.safe.told) == ("not_sent", [], [effect.detail])
