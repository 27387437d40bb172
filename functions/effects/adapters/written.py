"""A request written out: every adapter's bytes come from here, so that what is shown and what is sent are one text."""

from collections.abc import Sequence
from dataclasses import replace

from . import http_address
from .protocol import Prepared
from .sealed import is_sealed

AGENT = "greenlight"
SIZED = frozenset({"POST", "PUT", "PATCH"})  # say the length of their body even where it is none
Headers = Sequence[tuple[str, str]]


def write(method: str, url: str, headers: Headers = (), body: bytes = b"") -> Prepared:
    """`headers` beside those that every request of ours has; a sealed one is told by its value. Raises Wrong."""
    address = http_address.parse(url)
    whole = (
        ("Host", address.host_header),
        ("User-Agent", AGENT),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
        *headers,
        *((("Content-Length", str(len(body))),) if body or method in SIZED else ()),
    )
    lines = [f"{method} {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in whole)]
    exact = "\r\n".join(lines) + "\r\n\r\n" + body.decode()
    sealed = tuple(name for name, value in whole if is_sealed(value))
    return Prepared(method, address.url, whole, body, f"{method} {address.url}", exact, sealed)


def filled(prepared: Prepared, **values: str) -> Prepared:
    """With these in its sealed headers, by header name in small letters and with _ for -; `exact` stays."""
    given = {name.replace("_", "-"): value for name, value in values.items()}
    sealed = {name.lower() for name in prepared.sealed}
    headers = tuple(
        (name, given[name.lower()] if name.lower() in sealed & given.keys() else value)
        for name, value in prepared.headers
    )
    return replace(prepared, headers=headers)
