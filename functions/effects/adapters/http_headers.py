"""Which headers a caller may set on a request that leaves here: refused with a reason, never dropped in silence."""

import re
from collections.abc import Mapping
from typing import Any

from greenlight.reading import pointer

from .protocol import Problem

OURS = frozenset({
    "host", "user-agent", "accept-encoding", "connection", "idempotency-key", "content-length",
})  # fmt: skip
# What steers a connection or a proxy, speaks for somebody else, or carries a secret that a model has no business with.
REFUSED = frozenset({
    "authorization", "cookie", "te", "trailer", "transfer-encoding", "upgrade", "expect", "keep-alive",
    "http2-settings", "forwarded", "x-real-ip", "via", "x-http-method-override", "x-method-override",
})  # fmt: skip
REFUSED_FAMILIES = ("proxy-", "x-forwarded-", "x-amz-", "x-metering-", "x-original-")
MOST, MOST_BYTES = 50, 16 * 1024
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\Z")  # RFC 9110 §5.6.2, a token
VALUE = re.compile(r"[\t\x20-\x7e]*\Z")


def problems(headers: Any) -> list[Problem]:
    """What is wrong with them, by JSON pointer; None is no headers."""
    if headers is None:
        return []
    if not isinstance(headers, Mapping):
        return [{"pointer": "/headers", "detail": "must be texts by name"}]
    found: list[Problem] = [
        {"pointer": pointer("headers", str(name)), "detail": detail}
        for name, value in headers.items()
        if (detail := _problem(name, value))
    ]
    if not found and len({name.lower() for name in headers}) < len(headers):
        found.append({"pointer": "/headers", "detail": "names one header twice"})
    size = sum(len(str(name)) + len(str(value)) for name, value in headers.items())
    if len(headers) > MOST or size > MOST_BYTES:
        found.append(
            {"pointer": "/headers", "detail": f"are over {MOST}, or over {MOST_BYTES // 1024} KB in all"}
        )
    return found


def ordered(headers: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """By name, so that however the arguments were stored they come to the same bytes."""
    given = (headers or {}).items()
    return sorted(((name, value.strip(" \t")) for name, value in given), key=lambda one: one[0].lower())


def _problem(name: Any, value: Any) -> str:
    if not isinstance(name, str) or not NAME.match(name):
        return "is no header name"
    small = name.lower()
    if small in OURS:
        return "is ours to set; leave it out"
    if small in REFUSED or small.startswith(REFUSED_FAMILIES):
        return "may not be set here; leave it out"
    if not isinstance(value, str):
        return "must be a text"
    return "" if VALUE.match(value) else "must be plain ASCII in one line"
