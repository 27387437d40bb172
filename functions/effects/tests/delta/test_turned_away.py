"""Orders that the exchange refuses, or that do not get past its door: nothing was done, and it is told why."""

from typing import Any

import pytest

from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange
from tests.standins.served import No

from .trades import Trades

REFUSALS = (
    "insufficient_margin", "order_size_exceed_available", "risk_limits_breached", "invalid_contract",
    "immediate_liquidation", "out_of_bankruptcy", "self_matching_disrupted_post_only",
    "immediate_execution_post_only", "bad_schema",
)  # fmt: skip


def said(exchange: DeltaExchange, status: str, body: Any) -> None:
    exchange.answering.append(No(status, body))


@pytest.mark.parametrize("code", REFUSALS)
def test_a_documented_refusal_is_final_and_told_in_words(trades: Trades, code: str) -> None:
    said(trades.exchange, "400 Bad Request", {"success": False, "error": {"code": code, "context": {}}})
    effect = trades.trade()
    assert (effect.status, len(trades.orders_sent)) == ("failed", 1)
    assert code in effect.detail
    assert trades.safe.told == []


def test_a_rate_limit_says_when_to_come_back_and_nothing_was_done(trades: Trades) -> None:
    trades.exchange.faults = ["rate_limit"]
    effect = trades.trade()
    assert (effect.status, effect.result) == (
        "not_sent",
        {"status_code": 429, "code": "Too many requests", "retry_after": 42},
    )


def test_a_used_up_quota_is_found_out_before_the_order(trades: Trades) -> None:
    trades.exchange.quota = 2
    effect = trades.trade()
    assert (effect.status, trades.orders_sent) == ("not_sent", [])
    assert "rate limit" in effect.detail


@pytest.mark.parametrize(("secret", "words"), [
    ({"api_key": "another-key", "api_secret": SECRET}, "does not know this key"),
    ({"api_key": KEY, "api_secret": "another-secret"}, "does not belong to this key"),
])  # fmt: skip
def test_a_credential_that_is_not_taken_is_marked_and_nothing_was_done(
    trades: Trades, secret: dict[str, str], words: str
) -> None:
    trades.safe.secret = secret
    effect = trades.trade()
    assert effect.status == "not_sent"
    assert words in effect.detail
    assert trades.safe.told == [effect.detail]
    assert trades.exchange.book.orders == []


def test_a_key_that_may_only_read_is_marked(trades: Trades) -> None:
    trades.exchange.read_only = {KEY}
    effect = trades.trade()
    assert (effect.status, trades.safe.told) == ("not_sent", [effect.detail])
    assert "permission to trade" in effect.detail


def test_an_address_that_is_not_allowed_is_named_for_the_allow_list(trades: Trades) -> None:
    trades.exchange.addresses = {"192.0.2.1"}
    effect = trades.trade()
    assert (effect.status, trades.safe.told) == ("not_sent", [effect.detail])
    assert "allow-list; it saw 127.0.0.1" in effect.detail


@pytest.mark.parametrize("behind", [-10, 10])
def test_a_clock_that_is_wrong_is_no_fault_of_the_credential(trades: Trades, behind: float) -> None:
    trades.exchange.now = lambda: trades() + behind
    effect = trades.trade()
    assert (effect.status, trades.safe.told, trades.exchange.book.orders) == ("not_sent", [], [])
    assert "clock" in effect.detail


def test_a_network_in_front_that_blocks_us_has_done_nothing(trades: Trades) -> None:
    said(trades.exchange, "403 Forbidden", {"error": "Forbidden", "message": "Request blocked by CDN"})
    assert trades.trade().status == "not_sent"


def test_an_exchange_that_is_not_there_got_nothing(trades: Trades) -> None:
    record = trades.approve()
    trades.exchange.stop()
    assert trades.execute(record).status == "not_sent"
