"""An order's worth and its contract's rules, exactly: nothing is rounded, and half a description judges nothing."""

from decimal import Decimal
from typing import Any

import pytest
from greenlight.errors import Invalid
from greenlight.trading.decimals import around, exact, is_multiple, plain, times
from greenlight.trading.notional import NEWEST, RATES, Rate, notional_inr, over, price_of, rate_of
from greenlight.trading.orders import problems
from greenlight.trading.product import kept, product

DESCRIBED: dict[str, Any] = {
    "id": 27, "symbol": "BTCUSD", "contract_type": "perpetual_futures", "contract_value": "0.001",
    "contract_unit_currency": "BTC", "notional_type": "vanilla", "tick_size": "0.5", "state": "live",
    "trading_status": "operational", "position_size_limit": 229167, "description": "changes with the wind",
    "product_specs": {"only_reduce_only_orders_allowed": False, "tags": ["layer_1"]},
}  # fmt: skip
BITCOIN = product(kept(DESCRIBED))
ORDER = {"symbol": "BTCUSD", "side": "buy", "size": 3, "order_type": "limit_order", "limit_price": "60000.5"}


def test_only_what_decides_something_is_kept_and_keeping_again_changes_nothing() -> None:
    facts = kept(DESCRIBED)
    assert "description" not in facts
    assert kept(facts) == facts
    assert facts["only_reduce_only_orders_allowed"] is False


@pytest.mark.parametrize(
    "value", [1.5, 0.1, True, None, "", "1e3", "+1", "-1", ".5", "5.", "01", "1 ", "NaN", "0x1", "1" * 25]
)
def test_what_is_no_plain_decimal_is_not_read(value: Any) -> None:
    with pytest.raises(ValueError, match="plain decimal"):
        exact(value)


@pytest.mark.parametrize(("field", "value"), [
    ("id", None), ("id", "x"), ("id", 0), ("id", "1.5"), ("tick_size", "0"), ("tick_size", 0.5), ("contract_value", ""),
    ("position_size_limit", "many"),
])  # fmt: skip
def test_half_a_description_judges_nothing(field: str, value: Any) -> None:
    with pytest.raises(Invalid):
        product(kept(DESCRIBED | {field: value}))
    with pytest.raises(Invalid):
        product({name: one for name, one in kept(DESCRIBED).items() if name != field})


@pytest.mark.parametrize(("tick", "price", "fits"), [
    ("0.5", "60000.5", True), ("0.5", "60000.3", False), ("0.05", "3000.15", True), ("0.05", "3000.151", False),
    ("0.1", "0.3", True), ("0.0001", "0.00010001", False), ("3", "9", True), ("0.1", "99999999.9", True),
])  # fmt: skip
def test_a_price_fits_the_tick_as_on_paper_and_not_as_a_float_would_have_it(
    tick: str, price: str, fits: bool
) -> None:
    assert is_multiple(Decimal(price), Decimal(tick)) is fits
    order = ORDER | {"limit_price": price}
    assert (problems(order, product(kept(DESCRIBED | {"tick_size": tick}))) == []) is fits


def test_the_two_prices_that_would_do_are_named() -> None:
    assert around(Decimal("60000.3"), Decimal("0.5")) == (Decimal("60000.0"), Decimal("60000.5"))
    (problem,) = problems(ORDER | {"limit_price": "60000.3"}, BITCOIN)
    assert (problem["pointer"], "60000 or 60000.5" in problem["detail"]) == ("/limit_price", True)


@pytest.mark.parametrize(("size", "fine"), [(229167, True), (229168, False)])
def test_the_exchanges_limit_holds_to_the_contract(size: int, fine: bool) -> None:
    assert (problems(ORDER | {"size": size}, BITCOIN) == []) is fine


def test_the_worth_of_an_order_is_exact_to_the_last_digit() -> None:
    worth = notional_inr(3, BITCOIN, Decimal("60000.12345678901234567"), Rate("r", Decimal("85.123456789")))
    assert worth == multiplied("60000.12345678901234567", "85.123456789", "0.003")
    assert plain(notional_inr(1, BITCOIN, Decimal(60000), NEWEST)) == "5100"


def multiplied(*texts: str) -> Decimal:
    """Their product in whole numbers, so that no context of decimals can round it."""
    digits, places = 1, 0
    for text in texts:
        whole, _, fraction = text.partition(".")
        digits, places = digits * int(whole + fraction), places + len(fraction)
    return Decimal((0, tuple(map(int, str(digits))), -places))


def test_worth_exactly_the_limit_is_within_it() -> None:
    assert over(Decimal(5100), 5100, NEWEST) == []
    (problem,) = over(Decimal("5100.0000000001"), 5100, NEWEST)
    assert "5100.0000000001 INR (by 2026-11-01), over the limit of 5100 INR" in problem["detail"]


@pytest.mark.parametrize(("order", "price"), [
    (ORDER, "60000.5"), (ORDER | {"limit_price": None}, "61000"), (ORDER | {"side": "sell"}, "61000"),
    (ORDER | {"side": "sell", "limit_price": "62000"}, "62000"),
])  # fmt: skip
def test_an_order_is_valued_at_the_most_that_it_can_come_to(order: dict[str, Any], price: str) -> None:
    assert price_of(order, "61000") == Decimal(price)


@pytest.mark.parametrize("mark", [None, "", 1.5, "about 60000"])
def test_an_order_without_a_clear_price_is_not_valued(mark: Any) -> None:
    with pytest.raises(Invalid):
        price_of(ORDER | {"limit_price": None}, mark)


def test_a_rate_is_the_types_own_or_the_newest_and_a_version_is_one_number_for_ever() -> None:
    assert rate_of(None) == rate_of({}) == NEWEST == RATES[NEWEST.version]
    assert rate_of({"version": "other", "usd_inr": "90.25"}).recorded() == {
        "version": "other",
        "usd_inr": "90.25",
    }
    assert rate_of(NEWEST.recorded()) == NEWEST
    for wrong in ({"version": NEWEST.version, "usd_inr": "86"}, {"version": "x", "usd_inr": 85.5}, {"usd_inr": "85"},
                  {"version": "x", "usd_inr": "0"}):  # fmt: skip
        with pytest.raises(Invalid):
            rate_of(wrong)


def test_products_of_long_decimals_keep_every_digit() -> None:
    long = times(Decimal("1.000000000000000000000001"), Decimal("999999999999.999999999999"))
    assert plain(long) == "999999999999.999999999999999999999999999999999999"
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("0.50")) == "0.5"
