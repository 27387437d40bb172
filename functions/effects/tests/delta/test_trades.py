"""Approved orders carried out: one request each, exactly the approved bytes, and what came of it in words."""

from typing import Any

import pytest

from .trades import MARKET, ORDER, RESTING, Trades


def unsealed(trades: Trades, exact: str, raw: bytes) -> bytes:
    """The approved text with the three headers in it that the exchange got."""
    lines = dict(row.split(": ", 1) for row in raw.decode().split("\r\n\r\n")[0].split("\r\n")[1:])
    for name in ("api-key", "timestamp", "signature"):
        exact = exact.replace(f"{name}: \u2039sealed: crd_01exchange\u203a", f"{name}: {lines[name]}")
    return exact.encode()


def test_what_the_exchange_gets_is_what_was_approved_to_the_byte(trades: Trades) -> None:
    record = trades.approve()
    effect = trades.execute(record)
    assert effect.status == "confirmed"
    (raw,) = trades.orders_sent
    assert raw == unsealed(trades, record.exact, raw)
    assert effect.result is not None
    assert effect.result["external_id"] == str(trades.exchange.book.orders[0]["id"])
    assert effect.result["order"]["client_order_id"] == effect.key
    assert effect.detail == "Filled 3 of 3."


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (MARKET, "Filled 3 of 3."),
        (RESTING, "Filled 0 of 3; the rest stands in the book."),
        (RESTING | {"post_only": True}, "Filled 0 of 3; the rest stands in the book."),
        (RESTING | {"time_in_force": "ioc"}, "Filled 0 of 3; the rest was cancelled."),
        (ORDER | {"side": "sell", "limit_price": "59000"}, "Filled 3 of 3."),
    ],
)
def test_each_kind_of_order_is_taken_and_told(trades: Trades, arguments: dict[str, Any], detail: str) -> None:
    effect = trades.trade(arguments)
    assert (effect.status, effect.detail) == ("confirmed", detail)


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (ORDER | {"size": 5}, "Filled 2 of 5; the rest stands in the book."),
        (MARKET | {"size": 5}, "Filled 2 of 5; the rest was cancelled."),
    ],
)
def test_a_partial_fill_is_no_whole_one(trades: Trades, arguments: dict[str, Any], detail: str) -> None:
    trades.exchange.faults = ["partial_fill"]
    effect = trades.trade(arguments)
    assert (effect.status, effect.detail) == ("confirmed", detail)


def test_a_rehearsal_asks_the_exchange_nothing(trades: Trades) -> None:
    effect = trades.execute(trades.approve(mode="rehearse"))
    assert (effect.status, effect.rehearsed) == ("not_sent", True)
    assert trades.exchange.calls == []
