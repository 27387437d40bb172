"""Answers that were lost, late or unclear: an order is looked up under our own id, and never sent a second time."""

import json
from typing import Any

import pytest

from functions.effects.errors import StillRunning
from functions.effects.tests.approved import Killed
from tests.standins.served import No

from .trades import CLOSE, CLOSING, ORDER, PLACE, RESTING, Trades


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_500"])
@pytest.mark.parametrize("arguments", [RESTING, ORDER])
def test_taken_and_the_answer_lost_is_found_under_our_own_id(
    trades: Trades, fault: str, arguments: dict[str, Any]
) -> None:
    """Also one that is over by then, which the exchange may tell by its history alone."""
    trades.exchange.faults = [fault]
    record = trades.approve(PLACE, arguments)
    effect = trades.execute(record)
    assert effect.status == "confirmed"
    assert effect.reconciled_at
    assert effect.result is not None
    assert effect.result["external_id"] == "1001"
    assert trades.execute(record, by="again") == effect
    assert len(trades.orders_sent) == len(trades.exchange.book.orders) == 1


def test_an_answer_that_comes_too_late_is_looked_up_too(trades: Trades) -> None:
    class Hasty(type(trades.adapters[PLACE])):  # type: ignore[misc]
        def send(self, prepared, deadline):  # type: ignore[no-untyped-def]
            return super().send(prepared, trades() + 0.5)

    trades.adapters[PLACE] = Hasty(trades.exchange.url, trades)
    trades.exchange.faults = ["delay"]
    assert trades.trade().status == "confirmed"
    trades.exchange.release()
    assert len(trades.exchange.book.orders) == 1


@pytest.mark.parametrize("fault", ["drop", "broken"])
def test_one_that_never_arrived_has_failed_once_it_cannot_arrive_any_more(trades: Trades, fault: str) -> None:
    """Not before: it may be on its way for as long as the exchange takes its signature."""
    trades.exchange.faults = [fault]
    record = trades.approve()
    effect = trades.execute(record)
    assert (effect.status, effect.lookups) == ("unknown", 1)
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, len(trades.orders_sent), trades.exchange.book.orders) == ("failed", 1, [])
    assert "nothing was done" in later.detail
    assert trades.execute(record, by="again") == later


@pytest.mark.parametrize(("arrived", "status"), [(False, "needs_person"), (True, "confirmed")])
def test_asked_with_another_key_only_an_order_that_is_there_proves_anything(
    trades: Trades, arrived: bool, status: str
) -> None:
    """The customer replaced it meanwhile; it may be another account's, which never had the order."""
    trades.exchange.faults = ["drop"]
    record = trades.approve()
    assert trades.execute(record).status == "unknown"
    if arrived:
        trades.exchange.book.placed(json.loads(record.exact.partition("\r\n\r\n")[2]), trades())
    trades.exchange.keys["another-key-1"] = "another-secret-1"
    trades.safe.secret = {"api_key": "another-key-1", "api_secret": "another-secret-1"}
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, len(trades.orders_sent)) == (status, 1)


def test_one_that_arrives_after_the_first_look_is_found_by_the_next(trades: Trades) -> None:
    trades.exchange.faults = ["drop"]
    record = trades.approve()
    assert trades.execute(record).status == "unknown"
    body = json.loads(record.exact.partition("\r\n\r\n")[2])
    trades.exchange.book.placed(body, trades())
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, len(trades.orders_sent)) == ("confirmed", 1)


def test_a_history_of_several_pages_is_read_to_our_order(trades: Trades) -> None:
    trades.exchange.faults = ["accept_then_drop"]
    trades.exchange.page = 2
    record = trades.approve()
    trades.exchange.book.positions["BTCUSD"] = 0
    place = trades.exchange.book.placed

    def crowded(asked: Any, at: float) -> Any:
        mine = place(asked, at)
        for n in range(5):
            place({**asked, "client_order_id": f"other{n}"}, at)
        return mine

    trades.exchange.book.placed = crowded  # type: ignore[method-assign]  # others trade right after us
    assert trades.execute(record).status == "confirmed"


def test_a_history_without_an_end_goes_to_a_person_after_many_looks(trades: Trades) -> None:
    trades.exchange.faults, trades.exchange.page = ["drop"], 1
    record = trades.approve()
    body = {**json.loads(record.exact.partition("\r\n\r\n")[2])}
    for n in range(40):
        trades.exchange.book.placed({**body, "client_order_id": f"other{n}"}, trades())
    effect = trades.execute(record)
    while effect.status == "unknown":
        effect = trades.look_again(record, 600) or effect
    assert (effect.status, len(trades.orders_sent)) == ("needs_person", 1)


def test_another_order_under_our_id_is_for_a_person(trades: Trades) -> None:
    record = trades.approve()
    body = json.loads(record.exact.partition("\r\n\r\n")[2])
    trades.exchange.book.placed({**body, "size": 7}, trades())
    trades.exchange.closed_by_id = True
    assert trades.execute(record).status == "needs_person"


@pytest.mark.parametrize("error", [
    {"success": False, "error": {"code": "duplicate_client_order_id"}},
    {"success": False, "error": {"code": "nobody_documented_this"}},
    {"success": False, "error": {"code": "unavailable"}}, {"error": "Oops", "message": "?"}, {"success": False},
    {"success": True, "result": {"id": 9, "client_order_id": "not ours"}}, {"success": True, "result": None}, [],
    "text",
])  # fmt: skip
@pytest.mark.parametrize("status", ["400 Bad Request", "200 OK", "500 Internal Server Error"])
def test_what_does_not_say_whether_it_has_the_order_is_looked_up(
    trades: Trades, status: str, error: Any
) -> None:
    trades.exchange.answering.append(No(status, error))
    record = trades.approve()
    assert trades.execute(record).status == "unknown"
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, len(trades.orders_sent)) == ("failed", 1)


def test_a_repeated_client_order_id_is_the_order_that_is_there(trades: Trades) -> None:
    record = trades.approve(PLACE, RESTING)
    body = json.loads(record.exact.partition("\r\n\r\n")[2])
    trades.exchange.book.placed(body, trades())
    effect = trades.execute(record)
    assert (effect.status, len(trades.exchange.book.orders)) == ("confirmed", 1)


@pytest.mark.parametrize(("tool", "arguments"), [(PLACE, ORDER), (CLOSE, CLOSING)])
def test_a_worker_killed_after_it_sent_leaves_an_order_that_the_next_one_finds(
    trades: Trades, tool: str, arguments: dict[str, Any]
) -> None:
    trades.exchange.book.positions["BTCUSD"] = 3
    record, whole = trades.approve(tool, arguments), trades.adapters[tool]

    class Dying(type(whole)):  # type: ignore[misc]
        def send(self, prepared, deadline):  # type: ignore[no-untyped-def]
            super().send(prepared, deadline)
            raise Killed

    trades.adapters[tool] = Dying(trades.exchange.url, trades)
    with pytest.raises(Killed):
        trades.execute(record)
    with pytest.raises(StillRunning):
        trades.execute(record, by="two")
    trades.ahead += 31
    effect = trades.execute(record, by="three")
    assert (effect.status, len(trades.orders_sent), len(trades.exchange.book.orders)) == ("confirmed", 1, 1)


def test_a_worker_killed_before_it_sent_leaves_nothing_and_one_more_look_says_so(trades: Trades) -> None:
    record, whole = trades.approve(), trades.adapters[PLACE]

    class Dying(type(whole)):  # type: ignore[misc]
        def send(self, prepared, deadline):  # type: ignore[no-untyped-def]
            raise Killed

    trades.adapters[PLACE] = Dying(trades.exchange.url, trades)
    with pytest.raises(Killed):
        trades.execute(record)
    trades.adapters[PLACE] = whole
    trades.ahead += 31
    assert trades.execute(record, by="two").status == "unknown"
    later = trades.look_again(record)
    assert later is not None
    assert (later.status, trades.orders_sent) == ("failed", [])
