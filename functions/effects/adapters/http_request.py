"""A request of `http_call`, judged and written out: pure, so that preview and send come to the same bytes."""

import json
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from greenlight.approvals.digests import canonical
from greenlight.errors import Invalid
from greenlight.reading import pointer

from . import http_address, http_headers
from .protocol import Arguments, Prepared, Problem
from .written import write

KNOWN = frozenset({"url", "method", "headers", "body"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
BODILESS = frozenset({"GET", "HEAD"})
MAX_BODY = 256 * 1024  # bytes


def attempt_key(approval_id: str, arguments: Arguments) -> str:
    """Our name for what one approval lets happen: 32 letters and digits, another one after an edit."""
    text = f"{approval_id}\x1f{canonical(arguments)}"
    return b32encode(sha256(text.encode()).digest()).decode()[:32].lower()


def problems(arguments: Arguments, stand_in: str) -> list[Problem]:
    """All that stands in the way of sending this; `stand_in` is the loopback place that is allowed, or empty."""
    found: list[Problem] = [
        {"pointer": pointer(name), "detail": "is nothing that a request has"}
        for name in arguments
        if name not in KNOWN
    ]
    found += http_address.problems(arguments.get("url"), stand_in)
    found += http_headers.problems(arguments.get("headers"))
    method = _method(arguments)
    if method not in METHODS:
        found.append({"pointer": "/method", "detail": f"must be one of {', '.join(METHODS)}"})
    return found + _body_problems(arguments.get("body"), method)


def prepare(arguments: Arguments, key: str, stand_in: str) -> Prepared:
    """Raises Invalid. A request that changes nothing (GET, HEAD) carries no Idempotency-Key."""
    if found := problems(arguments, stand_in):
        first = f"{found[0]['pointer']} {found[0]['detail']}"
        raise Invalid(f"This cannot be sent: {first}.", problems=found)
    method, body = _method(arguments), (arguments.get("body") or "").encode()
    headers = (
        *http_headers.ordered(arguments.get("headers")),
        *(() if method in BODILESS else (("Idempotency-Key", key),)),
    )
    return write(method, arguments["url"], headers, body)


def _method(arguments: Mapping[str, Any]) -> str:
    return str(arguments.get("method") or "GET").upper()


def _body_problems(body: Any, method: str) -> list[Problem]:
    if not body and body in (None, ""):
        return []
    if not isinstance(body, str):
        return [{"pointer": "/body", "detail": "must be a text; write JSON out as one"}]
    if method in BODILESS:
        return [{"pointer": "/body", "detail": f"does not go with {method}"}]
    try:
        size = len(body.encode())
    except UnicodeEncodeError:
        return [{"pointer": "/body", "detail": "holds half a character, which UTF-8 cannot carry"}]
    if max(size, len(json.dumps(body, ensure_ascii=False).encode()) // 2) > MAX_BODY:
        return [{"pointer": "/body", "detail": f"is over {MAX_BODY // 1024} KB"}]
    return []
