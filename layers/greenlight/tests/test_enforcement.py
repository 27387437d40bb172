"""What an agent is held to: its type's words copied, its customer's limits added, nothing loosened."""

from typing import Any

from greenlight.enforcement import configured, prescribed

TYPE: dict[str, Any] = {
    "approvals": {"verbs": {"place_order": {"always_ask": True}}},
    "risk_limits": [{"tool": "trading.place_order", "pointer": "/size", "max": 10}],
    "fx": {"version": "1", "usd_inr": "85"},
    "trial": {"days": 14},
    "budget_cents": 500,
}


def test_only_what_the_gates_read_is_copied() -> None:
    assert prescribed(TYPE).keys() == {"approvals", "risk_limits", "fx"}
    assert prescribed({}) == {}


def test_without_limits_of_his_own_it_is_what_the_type_says() -> None:
    assert configured(TYPE, {}) == prescribed(TYPE)


def test_a_customer_may_be_stricter_than_the_type_and_never_looser() -> None:
    for wanted, held in ((3, 3), (10, 10), (99, 10)):
        said = configured(TYPE, {"max_units_per_order": wanted})
        assert {one["tool"]: one["max"] for one in said["risk_limits"]} == {
            "trading.place_order": held,
            "trading.close_position": wanted,
        }
        assert said["limits"] == {"max_units_per_order": wanted}


def test_a_limit_in_money_is_no_rule_of_a_pointer() -> None:
    said = configured(TYPE, {"max_notional_inr": 100_000})
    assert said["risk_limits"] == TYPE["risk_limits"]
    assert said["limits"] == {"max_notional_inr": 100_000}
