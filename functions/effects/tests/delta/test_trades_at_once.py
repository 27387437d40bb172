"""Many workers with one approved order: the exchange has it once."""

from functions.effects.tests.test_at_once import told

from .trades import Trades


def test_ten_deliveries_at_the_same_time_are_one_order(engine: None, trades: Trades) -> None:
    record = trades.approve()
    said = told(10, lambda by: trades.execute(record, by=by).status)
    assert said <= {"confirmed", "running"}
    assert trades.execute(record).status == "confirmed"
    assert len(trades.orders_sent) == len(trades.exchange.book.orders) == 1
