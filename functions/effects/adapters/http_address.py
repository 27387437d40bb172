"""Where a request goes: a URL in the one spelling in which it is shown, resolved and written. Pure: no look-up.

A host is refused here by how it looks; by what it resolves to, at the send (`egress/places.py`).
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from functions.effects.egress.places import permitted

from .protocol import Problem

MAX_URL = 4096
PATH = "!$&'()*+,;=:@/-._~%"  # RFC 3986 §3.3; a percent sign stands before two hex digits, which is checked
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
NUMERIC = re.compile(r"(\d+|0x[0-9a-f]*)\Z")  # the last label of what a resolver would read as an address
BAD = re.compile(r"[\x00-\x20\x7f\\]|%(?![0-9A-Fa-f]{2})")
NAMELESS = "needs a full host name, such as api.example.com"


class Wrong(ValueError):
    """This is no address that we write to; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """`port` is None for the scheme's own; `target` is the path and query as the request line has them."""

    scheme: str
    host: str
    port: int | None
    target: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"


def problems(url: Any, stand_in: str) -> list[Problem]:
    """At most one: what to mend first."""
    try:
        _check(parse(url), stand_in)
    except Wrong as wrong:
        return [{"pointer": "/url", "detail": str(wrong)}]
    return []


def parse(url: Any) -> Address:
    """Raises Wrong."""
    if not isinstance(url, str) or not url:
        raise Wrong("must be a text")
    if len(url) > MAX_URL or len(quote(url, safe=PATH, errors="replace")) > MAX_URL:
        raise Wrong(f"is over {MAX_URL} characters")
    if BAD.search(url):
        raise Wrong("holds a space, a control character, a backslash or a bare %; write it percent-encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Wrong("is no URL") from None
    if "@" in parts.netloc:
        raise Wrong("must not hold a user name or password")
    if "#" in url:
        raise Wrong("must not hold a fragment, which no server gets to see")
    scheme = parts.scheme.lower()
    own = {"https": 443, "http": 80}.get(scheme)
    return Address(scheme, _host(parts), None if port == own else port, _target(parts))


def _check(address: Address, stand_in: str) -> None:
    if stand_in and f"{address.scheme}://{address.host}:{address.port}" == f"http://{stand_in}":
        return
    if address.scheme != "https":
        raise Wrong("must begin with https://")
    if address.port is not None:
        raise Wrong("must not name another port than 443")
    if _is_ip(address.host):
        if not permitted(address.host):
            raise Wrong("is an address that nothing here may reach")
    elif "." not in address.host:
        raise Wrong(NAMELESS)


def _host(parts: SplitResult) -> str:
    """In lower case and IDNA's ASCII form; an address in its shortest spelling."""
    host = (parts.hostname or "").removesuffix(".")
    if _is_ip(host) and "%" not in host:
        return str(ip_address(host))
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError:
        raise Wrong(NAMELESS) from None
    labels = name.split(".")
    if len(name) > 253 or not all(map(LABEL.match, labels)):
        raise Wrong(NAMELESS)
    if NUMERIC.match(labels[-1]):
        raise Wrong("spells an address in an odd way; write four decimal numbers, or a name")
    return name


def _target(parts: SplitResult) -> str:
    path = _quoted(parts.path, PATH) or "/"
    return f"{path}?{_quoted(parts.query, PATH + '?')}" if parts.query else path


def _quoted(text: str, safe: str) -> str:
    try:
        quoted = quote(text, safe=safe)
    except UnicodeEncodeError:
        raise Wrong("holds half a character, which UTF-8 cannot carry") from None
    return re.sub("%..", lambda one: one[0].upper(), quoted)


def _is_ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
