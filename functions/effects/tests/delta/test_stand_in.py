"""The exchange's stand-in is strict: each thing that facts §1 says of a request makes a request without it fail."""

import hmac
import json
import time
from hashlib import sha256
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange

ORDER = {
    "product_symbol": "BTCUSD", "size": 3, "side": "buy", "order_type": "limit_order", "limit_price": "60000.5",
    "time_in_force": "gtc", "post_only": "false", "reduce_only": "false", "client_order_id": "o" * 32,
}  # fmt: skip
Said = tuple[int, str]


def headers(body: bytes, target: str = "/v2/orders") -> dict[str, str]:
    stamp = str(int(time.time()))
    proof = hmac.new(SECRET.encode(), f"POST{stamp}{target}".encode() + body, sha256).hexdigest()
    return {
        "api-key": KEY, "timestamp": stamp, "signature": proof, "User-Agent": "test",
        "Content-Type": "application/json",
    }  # fmt: skip


def say(
    exchange: DeltaExchange,
    body: bytes,
    given: dict[str, str],
    method: str = "POST",
    target: str = "/v2/orders",
) -> Said:
    """Status and code; a header of no text is left out."""
    connection = HTTPConnection(exchange.address, timeout=5)
    try:
        connection.request(method, target, body, {name: value for name, value in given.items() if value})
        answer = connection.getresponse()
        error = json.loads(answer.read()).get("error", "")
        return answer.status, error["code"] if isinstance(error, dict) else error
    finally:
        connection.close()


def place(exchange: DeltaExchange, order: dict[str, Any], **changes: str) -> Said:
    body = json.dumps(order).encode()
    return say(
        exchange, body, headers(body) | {name.replace("_", "-"): value for name, value in changes.items()}
    )


def test_a_whole_request_is_taken(exchange: DeltaExchange) -> None:
    assert place(exchange, ORDER) == (200, "")
    assert [order["client_order_id"] for order in exchange.book.orders] == ["o" * 32]


@pytest.mark.parametrize(("changes", "said"), [
    ({"User_Agent": ""}, (403, "Forbidden")), ({"api_key": "another"}, (401, "InvalidApiKey")),
    ({"api_key": ""}, (401, "InvalidApiKey")), ({"timestamp": ""}, (401, "SignatureExpired")),
    ({"timestamp": "1542110948"}, (401, "SignatureExpired")), ({"signature": "0" * 64}, (401, "Signature Mismatch")),
    ({"signature": ""}, (401, "Signature Mismatch")), ({"Content_Type": "text/plain"}, (400, "bad_schema")),
])  # fmt: skip
def test_a_header_that_is_wrong_or_missing_is_refused(
    exchange: DeltaExchange, changes: dict[str, str], said: Said
) -> None:
    assert place(exchange, ORDER, **changes) == said
    assert exchange.book.orders == []


@pytest.mark.parametrize(("at", "status"), [(-6, 401), (6, 401), (-5, 200), (5, 200)])
def test_a_signature_is_good_for_five_seconds(exchange: DeltaExchange, at: float, status: int) -> None:
    body, given = json.dumps(ORDER).encode(), headers(json.dumps(ORDER).encode())
    exchange.now = lambda: int(given["timestamp"]) - at
    assert say(exchange, body, given)[0] == status


def test_the_signature_is_over_the_very_bytes_and_used_once(exchange: DeltaExchange) -> None:
    body = json.dumps(ORDER).encode()
    given = headers(body)
    assert say(exchange, body.replace(b": 3", b":3"), given) == (401, "Signature Mismatch")
    assert say(exchange, body, given) == (200, "")
    assert say(exchange, body, given) == (401, "Signature Mismatch")


@pytest.mark.parametrize("changes", [
    {"size": "3"}, {"size": 3.0}, {"size": True}, {"size": 0}, {"post_only": False}, {"reduce_only": True},
    {"limit_price": 60000.5}, {"limit_price": "0"}, {"limit_price": "60000.3"}, {"limit_price": None},
    {"order_type": "market_order"}, {"time_in_force": "fok"}, {"side": "long"}, {"client_order_id": "o" * 33},
    {"client_order_id": None}, {"product_id": 27}, {"product_symbol": "XUSD"}, {"surprise": 1},
])  # fmt: skip
def test_an_order_that_is_not_as_documented_is_refused(
    exchange: DeltaExchange, changes: dict[str, Any]
) -> None:
    assert place(exchange, ORDER | changes) == (400, "bad_schema")
    assert exchange.book.orders == []


def test_a_client_order_id_is_good_for_one_order(exchange: DeltaExchange) -> None:
    assert place(exchange, ORDER) == (200, "")
    assert place(exchange, ORDER | {"size": 4}) == (400, "duplicate_client_order_id")
    assert len(exchange.book.orders) == 1


def test_an_address_a_permission_and_a_quota_can_be_missing(exchange: DeltaExchange) -> None:
    exchange.addresses = {"192.0.2.1"}
    assert place(exchange, ORDER) == (401, "ip_not_whitelisted_for_api_key")
    exchange.addresses, exchange.read_only = None, {KEY}
    assert place(exchange, ORDER | {"size": 4}) == (401, "UnauthorizedApiAccess")
    exchange.read_only, exchange.quota = set(), 14
    assert place(exchange, ORDER | {"size": 5})[0] == 429
    assert exchange.book.orders == []


def test_there_is_no_way_to_close_everything(exchange: DeltaExchange) -> None:
    target = "/v2/positions/close_all"
    assert say(exchange, b"{}", headers(b"{}", target), target=target)[0] == 404
