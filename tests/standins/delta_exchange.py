"""Delta Exchange India's stand-in: strict about signatures, headers, order fields and quotas, and able to fail.

`python -m tests.standins.delta_exchange --stage local` takes the place where that stack looks for it; its `/_received`
is as of the networks (served.py). Beside their faults: partial_fill, and position_changes just before an order.
"""

import argparse
import hmac
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from localstack.stack.profile import profile

from .delta_book import Book
from .delta_routes import handler
from .served import Call, No, Reply, Served

KEY, SECRET = "standin-delta-key-1", "standin-delta-secret-1"
WINDOW, QUOTA = 5, 10_000  # seconds; units in five minutes
WEIGHTS = (("POST /v2/orders", 5), ("GET /v2/orders/history", 10), ("GET /v2/products", 3), ("GET /v2/tickers", 3),
           ("GET /v2/positions", 3))  # fmt: skip
OURS = ("partial_fill", "position_changes")
PUBLIC = ("/v2/products", "/v2/tickers", "/v2/assets")


@dataclass
class DeltaExchange(Served):
    """`closed_by_id`: whether an order that is over is found by its client id (nobody knows); `documented`: whether an
    order must be exactly as documented, or else what is wrong with it is only noted in `noted`."""

    book: Book = field(default_factory=Book)
    keys: dict[str, str] = field(default_factory=lambda: {KEY: SECRET})
    read_only: set[str] = field(default_factory=set)
    addresses: set[str] | None = None
    now: Callable[[], float] = time.time
    quota: int = QUOTA
    page: int = 20
    closed_by_id: bool = False
    documented: bool = True
    noted: list[str] = field(default_factory=list)
    answering: list[No] = field(default_factory=list)  # instead of looking at the next orders
    used: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    limited: tuple[str, ...] = ("X-RATE-LIMIT-RESET: 41500",)

    def error(self, status: str, text: str) -> No:
        return No(status, {"success": False, "error": {"code": text}})

    def gateway(self, status: str, code: str, message: str) -> No:
        """Its gateway words an error in another way than the exchange behind it."""
        return No(status, {"error": code, "message": message})

    def served(self, call: Call) -> Reply:
        return Reply("200 OK", {"success": True, **handler(call.method, call.path)(self, call)})

    def _broken(self, fault: str) -> Reply | None:
        if fault == "partial_fill":
            self.book.partly = True
        if fault == "position_changes":
            self.book.positions = dict.fromkeys(self.book.positions, 0)
        return super()._broken(fault)

    def _told(self, call: Call) -> Reply:
        asked = call.json if call.method == "POST" and isinstance(call.json, list) else []
        self.faults.extend(fault for fault in asked if fault in OURS)
        return super()._told(call)

    def _strict(self, call: Call) -> None:
        if call.headers.get("host") != self.address or not call.headers.get("user-agent"):
            raise self.gateway("403 Forbidden", "Forbidden", "Request blocked by CDN")
        self._charged(call)
        if not call.path.startswith(PUBLIC):
            self._signed(call)

    def _charged(self, call: Call) -> None:
        name = f"{call.method} {call.path}"
        who = call.headers.get("api-key", "address")
        self.used[who] = self.used.get(who, 0) + next(
            (w for start, w in WEIGHTS if name.startswith(start)), 1
        )
        if self.used[who] > self.quota:
            raise No("429 Too Many Requests", {"error": "too_many_requests"}, *self.limited)

    def _signed(self, call: Call) -> None:
        """Over the very bytes that came. Raises No."""
        key, stamp = call.headers.get("api-key", ""), call.headers.get("timestamp", "")
        if key not in self.keys:
            raise self.gateway("401 Unauthorized", "InvalidApiKey", "Api Key not found")
        if not stamp.isdecimal() or abs(self.now() - int(stamp)) > WINDOW:
            raise self.gateway("401 Unauthorized", "SignatureExpired", "your signature has expired")
        message = f"{call.method}{stamp}{call.request.path}".encode() + call.body
        proof = hmac.new(self.keys[key].encode(), message, sha256).hexdigest()
        given = call.headers.get("signature", "")
        if not hmac.compare_digest(proof, given) or (call.changes and (stamp, given) in self.seen):
            raise self.error("401 Unauthorized", "Signature Mismatch")
        self.seen.add((stamp, given))
        self._allowed(call, key)

    def _allowed(self, call: Call, key: str) -> None:
        if self.addresses is not None and "127.0.0.1" not in self.addresses:
            error = {"code": "ip_not_whitelisted_for_api_key", "context": {"client_ip": "127.0.0.1"}}
            raise No("401 Unauthorized", {"success": False, "error": error})
        if call.changes and key in self.read_only:
            raise self.gateway("401 Unauthorized", "UnauthorizedApiAccess", "Api Key not authorised for this")


@contextmanager
def open_exchange(port: int = 0, **settings: Any) -> Iterator[DeltaExchange]:
    exchange = DeltaExchange(port, **settings)
    exchange.start()
    try:
        yield exchange
    finally:
        exchange.stop()


def main() -> int:
    """Until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.standins.delta_exchange", description=__doc__)
    parser.add_argument("--stage", default="local", choices=("local", "test"))
    port = urlsplit(profile(parser.parse_args().stage).stand_ins["delta"]).port or 0
    with suppress(KeyboardInterrupt), open_exchange(port) as exchange:
        sys.stdout.write(f"Delta Exchange at {exchange.url}: key {KEY}, secret {SECRET}\n")
        sys.stdout.flush()
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
