"""Run by ccxt's own environment: reads what to do as JSON from its input, does it by ccxt, says what ccxt made of it.

`{base, key, secret, orders: [[symbol, type, side, amount, price, params]], message}` → `{orders: [{order} | {refused}],
hmac, codes}`.
"""

import hashlib
import json
import sys
from ipaddress import ip_address
from typing import Any

import ccxt


def stay(event: str, arguments: tuple[Any, ...]) -> None:
    """As for every test (conftest.py at the root): loopback only."""
    if event == "socket.connect" and not ip_address(str(arguments[1][0])).is_loopback:
        raise PermissionError(f"ccxt tried to reach {arguments[1]}")


def order(exchange: Any, asked: list[Any]) -> dict[str, Any]:
    try:
        made = exchange.create_order(*asked)
    except ccxt.BaseError as error:
        return {"refused": type(error).__name__}
    return {
        "order": {
            name: made[name] for name in ("id", "clientOrderId", "side", "filled", "remaining", "status")
        }
    }


def main() -> int:
    sys.addaudithook(stay)
    asked = json.load(sys.stdin)
    place = {"public": asked["base"], "private": asked["base"]}
    exchange = ccxt.delta({"apiKey": asked["key"], "secret": asked["secret"], "urls": {"api": place}})
    made = [order(exchange, one) for one in asked["orders"]]
    secret, message = exchange.encode(asked["secret"]), exchange.encode(asked["message"])
    proof = exchange.hmac(message, secret, hashlib.sha256)
    codes = sorted(exchange.exceptions["exact"])
    json.dump({"orders": made, "hmac": proof, "codes": codes}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
