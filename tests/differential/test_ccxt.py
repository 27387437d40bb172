"""Our client of the exchange beside ccxt's: the same intents, compared field by field; each difference has its reason.

Run by `make test-ccxt`, which makes ccxt's environment first; ccxt is in no layer.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest

from functions.effects.adapters.delta.adapter import PlaceOrder
from functions.effects.adapters.delta.answers import folded
from functions.effects.adapters.delta.lookup import ABSENT
from functions.effects.adapters.delta.signature import signature
from functions.effects.adapters.delta.verdicts import CREDENTIAL, REFUSED
from localstack.stack.profile import ROOT
from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange, open_exchange
from tests.standins.served import Call

pytestmark = pytest.mark.differential
PYTHON = (
    ROOT / ".local" / "differential" / "bin" / "python"
)  # made by the Makefile from requirements/differential.txt
SCRIPT = ROOT / "tests" / "differential" / "trade_by_ccxt.py"
SYMBOL, MESSAGE = "BTC/USD:USD", "GET1542110948/v2/orders?product_id=1&state=open"
LONGEST = 120  # seconds, with ccxt's import

ORDER = {
    "credential_ref": "crd_01exchange", "symbol": "BTCUSD", "side": "buy", "size": 3, "order_type": "limit_order",
    "limit_price": "59000.5", "time_in_force": "gtc", "post_only": False, "reduce_only": False,
}  # fmt: skip
MARKET = ORDER | {"order_type": "market_order", "limit_price": None, "time_in_force": None}
INTENTS: dict[str, dict[str, Any]] = {
    "limit": ORDER,
    "post only": ORDER | {"post_only": True},
    "immediate or cancel": ORDER | {"time_in_force": "ioc"},
    "market": MARKET,
    "sale": ORDER | {"side": "sell", "limit_price": "61000"},
    "close": MARKET | {"side": "sell", "reduce_only": True},
}
# Why a field of ours is not what ccxt writes; a difference that is not here fails the test.
REASONS = {
    "product_id": "ccxt names the contract by the number it looked up; ours must be known when a person approves, and "
    "numbers differ between the exchange and its test net (facts §1.1)",
    "product_symbol": "the same, the other way round; exactly one of the two is sent",
    "size": "ccxt writes the text '3'; the documentation has an integer",
    "reduce_only": "ccxt writes JSON's true, and nothing for false; the documentation has a text, 'true' or 'false'",
    "post_only": "ccxt leaves it to the caller, ours always says it: what is not said is the exchange's to choose",
}
NOTED = {"size must be an integer", 'reduce_only must be "true" or "false"'}


def key_of(name: str) -> str:
    return name.replace(" ", "").ljust(32, "0")


def by_ccxt(order: dict[str, Any], key: str) -> list[Any]:
    params: dict[str, Any] = {"clientOrderId": key}
    params |= {"time_in_force": order["time_in_force"]} if order["time_in_force"] else {}
    params |= {"post_only": "true"} if order["post_only"] else {}
    params |= {"reduceOnly": True} if order["reduce_only"] else {}
    price = float(order["limit_price"]) if order["limit_price"] else None
    return [SYMBOL, order["order_type"].removesuffix("_order"), order["side"], order["size"], price, params]


INEXACT = ([SYMBOL, "limit", "buy", 3.9, 59000.3, {"clientOrderId": "inexact"}],)


class Both:
    """What either client wrote of each intent, and what it made of the exchange's answer."""

    def __init__(self, ours: DeltaExchange, theirs: DeltaExchange) -> None:
        adapter, self.outcomes = PlaceOrder(ours.url), {}
        for name, order in INTENTS.items():
            ready = adapter.prepare(order, key_of(name))
            ready = adapter.authorize(ready, {"api_key": KEY, "api_secret": SECRET}, time.time())
            self.outcomes[name] = adapter.send(ready, time.time() + 5)
        asked = [by_ccxt(order, key_of(name)) for name, order in INTENTS.items()]
        request = {
            "base": theirs.url, "key": KEY, "secret": SECRET, "orders": [*asked, *INEXACT], "message": MESSAGE,
        }  # fmt: skip
        done = subprocess.run(
            [str(PYTHON), str(SCRIPT)], input=json.dumps(request), capture_output=True, text=True, check=False,
            timeout=LONGEST,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        self.told = json.loads(done.stdout)
        self.ours = dict(zip(INTENTS, ours.changing, strict=True))
        self.theirs = dict(zip([*INTENTS, "inexact"], theirs.changing, strict=True))
        self.noted = set(theirs.noted)


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    if not PYTHON.is_file():
        pytest.fail("run `make test-ccxt`: it makes the environment that this needs")
    with open_exchange() as ours, open_exchange(documented=False) as theirs:
        for exchange in (ours, theirs):
            exchange.book.positions["BTCUSD"] = 3
        yield Both(ours, theirs)


@pytest.mark.parametrize("name", INTENTS)
def test_both_ask_the_same_of_the_same_place(both: Both, name: str) -> None:
    ours, theirs = both.ours[name], both.theirs[name]
    assert (ours.method, ours.request.path) == (theirs.method, theirs.request.path) == ("POST", "/v2/orders")
    assert ours.headers["content-type"] == theirs.headers["content-type"] == "application/json"


@pytest.mark.parametrize("name", INTENTS)
def test_each_field_is_the_same_or_differs_for_a_reason(both: Both, name: str) -> None:
    ours, theirs = both.ours[name].json, both.theirs[name].json
    different = {field for field in ours.keys() | theirs.keys() if ours.get(field) != theirs.get(field)}
    assert different <= REASONS.keys()
    assert {"product_id", "product_symbol", "size"} <= different
    assert (int(theirs["size"]), theirs["product_id"]) == (ours["size"], 27)


def test_each_reason_is_needed(both: Both) -> None:
    seen = {f for n in INTENTS for f in REASONS if both.ours[n].json.get(f) != both.theirs[n].json.get(f)}
    assert seen == set(REASONS)


def test_ours_is_as_documented_and_what_is_said_of_ccxts_is_known(both: Both) -> None:
    assert both.noted == NOTED
    assert all(outcome.status == "confirmed" for outcome in both.outcomes.values())


@pytest.mark.parametrize("name", INTENTS)
def test_our_signature_of_their_request_is_theirs(both: Both, name: str) -> None:
    call: Call = both.theirs[name]
    stamp = call.headers["timestamp"]
    assert signature(SECRET, "POST", stamp, call.request.path, call.body) == call.headers["signature"]


def test_their_signature_of_our_vector_is_ours(both: Both) -> None:
    assert both.told["hmac"] == signature(
        SECRET, "GET", "1542110948", MESSAGE.partition("1542110948")[2], b""
    )


@pytest.mark.parametrize("name", INTENTS)
def test_both_read_the_exchanges_answer_alike(both: Both, name: str) -> None:
    theirs = both.told["orders"][list(INTENTS).index(name)]["order"]
    result = both.outcomes[name].result
    assert result is not None
    order = result["order"]
    assert (result["external_id"], key_of(name), order["side"]) == (
        theirs["id"], theirs["clientOrderId"], theirs["side"],
    )  # fmt: skip
    assert (order["size"] - order["unfilled_size"], order["unfilled_size"]) == (
        theirs["filled"],
        theirs["remaining"],
    )


def test_ccxt_changes_an_inexact_order_without_a_word_and_ours_refuses_it(both: Both) -> None:
    sent = both.theirs["inexact"].json
    assert (sent["size"], sent["limit_price"]) == ("3", "59000.5")
    inexact = ORDER | {"size": 3.9, "limit_price": 59000.3}
    assert [one["pointer"] for one in PlaceOrder("https://x.example").validate(inexact)] == [
        "/size",
        "/limit_price",
    ]


def test_each_code_that_ccxt_knows_has_its_place_with_us(both: Both) -> None:
    """`unavailable` is left to be looked up: it does not say whether the order was taken."""
    known = {*REFUSED, *CREDENTIAL, *ABSENT, "unavailable"}
    assert {folded(code) for code in both.told["codes"]} <= known
