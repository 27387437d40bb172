"""What a trade is checked against before anybody is asked: the customer's limits, and the exchange's own rules. Pure.

The same inputs and the same facts give the same checks, byte for byte; no clock, no model, no chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight.trading import notional, orders
from greenlight.trading.decimals import plain
from greenlight.trading.notional import Rate
from greenlight.trading.product import product

from functions.goal_run.given import Given
from functions.goal_run.ports import Json
from functions.goal_run.proposal import Problem, problem


@dataclass(frozen=True, slots=True)
class Checked:
    """`checks` are `{check, ok, detail}`, each one listed whether it holds or not."""

    checks: Sequence[Json]
    notional_inr: str

    @property
    def problems(self) -> list[Problem]:
        return [problem(f"check.{one['check']}", one["detail"]) for one in self.checks if not one["ok"]]


def limits(given: Given) -> Mapping[str, Any]:
    """`{max_units_per_order, max_notional_inr?}`: the strictest of configuration and vault, as the agent holds it."""
    found: Mapping[str, Any] = given.agent.enforcement.get("limits") or given.config.get("risk_limits", {})
    return found


def rate(given: Given) -> Rate:
    """The agent type's, at the version that the run is pinned to. Raises Invalid."""
    return notional.rate_of(given.type.enforcement_defaults.get("fx"))


def check(given: Given, coin: str, arguments: Json, facts: Json) -> Checked:
    """Raises Invalid for facts that nothing can be judged by."""
    contract = product(facts["product"])
    price = notional.price_of(arguments, facts["mark_price"])
    worth = notional.notional_inr(arguments["size"], contract, price, rate(given))
    found = [
        *_own(given, coin, arguments),
        _worth(given, worth),
        *_exchange(orders.problems(arguments, contract)),
    ]
    return Checked(found, plain(worth))


def _own(given: Given, coin: str, arguments: Json) -> Iterator[Json]:
    allowed, most = list(given.config.get("allowed_coins", ())), limits(given).get("max_units_per_order")
    yield _line("allowed_coin", coin in allowed, f"{coin}; allowed are {', '.join(allowed)}")
    size = arguments["size"]
    if most is not None:
        yield _line("max_units_per_order", size <= most, f"{size} contracts; {most} are allowed in an order")


def _worth(given: Given, worth: Any) -> Json:
    most, by = limits(given).get("max_notional_inr"), rate(given)
    said = f"{plain(worth)} INR at {plain(by.usd_inr)} INR for a dollar ({by.version})"
    if most is None:
        return _line("max_notional_inr", True, f"{said}; no limit is set")
    return _line("max_notional_inr", worth <= most, f"{said}; {most} INR are allowed in an order")


def _exchange(found: Sequence[orders.Problem]) -> Iterator[Json]:
    for one in found:
        yield _line("exchange", False, f"{one['pointer'].strip('/')} {one['detail']}")
    if not found:
        yield _line("exchange", True, "the contract takes this order as it stands")


def _line(name: str, holds: bool, detail: str) -> Json:
    return {"check": name, "ok": holds, "detail": detail}
