"""Orders as they are written: the signature's vector, the exact bytes, and what is refused before anybody is asked."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from greenlight.errors import Denied, Invalid

from functions.effects.adapters.delta.adapter import ClosePosition, PlaceOrder
from functions.effects.adapters.delta.signature import signature, signed
from functions.effects.adapters.protocol import Adapter

from .trades import CLOSING, MARKET, ORDER

HOST = "https://api.india.delta.exchange"
KEY = "k" * 32
SEALED = "\u2039sealed: crd_01exchange\u203a"
# The documentation prints another one for its own example, which its own shell line does not give (facts §1.2).
VECTOR = "4e38dda3e6477092f360ba70399266d8145630b22bcc34c0ec7f804d5746877a"
DOCUMENTED_SECRET = "7b6f39dcf660ec1c7c664f612c60410a2bd0c258416b498bf0311f94228f"  # public; of no account


def place(**changes: Any) -> dict[str, Any]:
    return ORDER | changes


def pointers(adapter: Adapter, arguments: Mapping[str, Any]) -> list[str]:
    return [problem["pointer"] for problem in adapter.validate(arguments)]


def test_the_signature_is_that_of_the_vector() -> None:
    target = "/v2/orders?product_id=1&state=open"
    assert signature(DOCUMENTED_SECRET, "GET", "1542110948", target, b"") == VECTOR


def test_a_signature_changes_with_each_part_of_the_request() -> None:
    parts = ("s", "GET", "1", "/v2/a", b"")
    others = [("t", *parts[1:]), ("s", "PUT", "1", "/v2/a", b""), ("s", "GET", "2", "/v2/a", b""),
              ("s", "GET", "1", "/v2/a?b", b""), ("s", "GET", "1", "/v2/a", b"{}")]  # fmt: skip
    assert len({signature(*one) for one in (parts, *others)}) == 6


def test_an_order_is_shown_to_the_last_byte_with_its_credential_by_name() -> None:
    body = (
        '{"product_symbol":"BTCUSD","size":3,"side":"buy","order_type":"limit_order","limit_price":"60000.5",'
        f'"time_in_force":"gtc","post_only":"false","reduce_only":"false","client_order_id":"{KEY}"}}'
    )
    rows = [
        "POST /v2/orders HTTP/1.1", "Host: api.india.delta.exchange", "User-Agent: greenlight",
        "Accept-Encoding: identity", "Connection: close", "Accept: application/json", f"api-key: {SEALED}",
        f"timestamp: {SEALED}", f"signature: {SEALED}", "Content-Type: application/json",
        f"Content-Length: {len(body)}", "", body,
    ]  # fmt: skip
    assert PlaceOrder(HOST).prepare(ORDER, KEY).exact == "\r\n".join(rows)


def test_a_market_order_has_no_price_and_no_time_in_force() -> None:
    assert json.loads(PlaceOrder(HOST).prepare(MARKET, KEY).body) == {
        "product_symbol": "BTCUSD", "size": 3, "side": "buy", "order_type": "market_order", "post_only": "false",
        "reduce_only": "false", "client_order_id": KEY,
    }  # fmt: skip


def test_a_close_is_an_opposite_order_that_only_reduces_and_never_closes_all() -> None:
    prepared = ClosePosition(HOST).prepare(CLOSING, KEY)
    assert (prepared.method, prepared.url) == ("POST", f"{HOST}/v2/orders")
    assert json.loads(prepared.body) == {
        "product_symbol": "BTCUSD", "size": 3, "side": "sell", "order_type": "market_order", "reduce_only": "true",
        "client_order_id": KEY,
    }  # fmt: skip


def test_each_signing_fills_the_headers_and_leaves_the_approved_text_alone() -> None:
    prepared = PlaceOrder(HOST).prepare(ORDER, KEY)
    ready = signed(prepared, {"api_key": "key", "api_secret": "private"}, 1_800_000_000.9)
    filled = dict(ready.headers)
    assert (filled["api-key"], filled["timestamp"]) == ("key", "1800000000")
    assert filled["signature"] == signature("private", "POST", "1800000000", "/v2/orders", prepared.body)
    assert (ready.exact, ready.sha256) == (prepared.exact, prepared.sha256)
    assert "private" not in repr(ready)


@pytest.mark.parametrize("secret", [{}, {"api_key": "key"}, {"api_key": "", "api_secret": "private"}])
def test_half_a_credential_signs_nothing(secret: dict[str, str]) -> None:
    with pytest.raises(Denied) as denied:
        signed(PlaceOrder(HOST).prepare(ORDER, KEY), secret, 0)
    assert denied.value.extra["rule"] == "credential"


@pytest.mark.parametrize(("changes", "pointer"), [
    ({"size": 0}, "/size"), ({"size": -1}, "/size"), ({"size": 3.0}, "/size"), ({"size": 3.9}, "/size"),
    ({"size": "3"}, "/size"), ({"size": True}, "/size"), ({"size": 1_000_000_001}, "/size"),
    ({"limit_price": None}, "/limit_price"), ({"limit_price": "None"}, "/limit_price"),
    ({"limit_price": 60000.5}, "/limit_price"), ({"limit_price": 60000}, "/limit_price"),
    ({"limit_price": "0"}, "/limit_price"), ({"limit_price": "0.000"}, "/limit_price"),
    ({"limit_price": "-1"}, "/limit_price"), ({"limit_price": "6e4"}, "/limit_price"),
    ({"limit_price": "NaN"}, "/limit_price"), ({"limit_price": "060"}, "/limit_price"),
    ({"limit_price": "60000.5\n"}, "/limit_price"), ({"limit_price": "٦"}, "/limit_price"),
    ({"side": "BUY"}, "/side"), ({"order_type": "stop"}, "/order_type"), ({"time_in_force": "fok"}, "/time_in_force"),
    ({"post_only": "false"}, "/post_only"), ({"reduce_only": None}, "/reduce_only"),
    ({"post_only": True, "time_in_force": "ioc"}, "/post_only"), ({"symbol": "BTC/USD"}, "/symbol"),
    ({"symbol": "btcusd"}, "/symbol"), ({"symbol": "../v2/x"}, "/symbol"),
    ({"credential_ref": "key"}, "/credential_ref"), ({"credential_ref": None}, "/credential_ref"),
    ({"stop_price": "1"}, "/stop_price"),
])  # fmt: skip
def test_what_is_not_exactly_an_order_is_refused_by_its_field(changes: dict[str, Any], pointer: str) -> None:
    assert pointers(PlaceOrder(HOST), place(**changes)) == [pointer]
    with pytest.raises(Invalid):
        PlaceOrder(HOST).prepare(place(**changes), KEY)


@pytest.mark.parametrize("name", [name for name in ORDER if name != "time_in_force"])
def test_an_order_lacks_nothing(name: str) -> None:
    assert pointers(PlaceOrder(HOST), {k: v for k, v in ORDER.items() if k != name}) == [f"/{name}"]


@pytest.mark.parametrize(("changes", "pointer"), [
    ({"limit_price": "1"}, "/limit_price"), ({"post_only": True}, "/post_only"),
])  # fmt: skip
def test_a_market_order_takes_neither_price_nor_post_only(changes: dict[str, Any], pointer: str) -> None:
    assert pointers(PlaceOrder(HOST), MARKET | changes) == [pointer]


@pytest.mark.parametrize("extra", ["order_type", "limit_price", "reduce_only", "close_all", "product_id"])
def test_a_close_says_side_and_size_and_nothing_else(extra: str) -> None:
    assert pointers(ClosePosition(HOST), {**CLOSING, extra: "1"}) == [f"/{extra}"]


@pytest.mark.parametrize("price", ["0.5", "60000", "99999999.99999999", "0.00000001"])
def test_a_price_goes_out_as_it_was_written(price: str) -> None:
    prepared = PlaceOrder(HOST).prepare(place(limit_price=price), KEY)
    assert f'"limit_price":"{price}"'.encode() in prepared.body


@pytest.mark.parametrize(
    "base", ["http://api.india.delta.exchange", "http://127.0.0.1", "ftp://x.y", "https://127.0.0.1"]
)
def test_the_exchange_is_https_or_a_port_of_this_machine(base: str) -> None:
    with pytest.raises(ValueError, match="address"):
        PlaceOrder(base).prepare(ORDER, KEY)
