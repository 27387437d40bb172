"""Host names that reads may go to: in the one spelling that a request's own host is compared with. Pure."""

import re
from collections.abc import Sequence
from ipaddress import ip_address

from greenlight.errors import Invalid
from greenlight.reading import pointer

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")
MOST_LETTERS = 253  # of a name, RFC 1035


def normal(hosts: Sequence[str]) -> tuple[str, ...]:
    """Lower case, in IDNA's ASCII form, each once, sorted. Raises Invalid with a pointer for each that is no name."""
    found = [_one(host) for host in hosts]
    problems = [
        {"pointer": pointer("hosts", n), "detail": "is no full host name, such as api.example.com"}
        for n, name in enumerate(found)
        if not name
    ]
    if problems:
        raise Invalid(f"{problems[0]['pointer']} {problems[0]['detail']}.", problems=problems)
    return tuple(sorted(set(found)))


def _one(host: str) -> str:
    """Empty for anything but a name: an address, a name of one label, one with scheme, port, path or wildcard."""
    try:
        name = host.strip().lower().removesuffix(".").encode("idna").decode()
    except UnicodeError:
        return ""
    labels = name.split(".")
    if len(labels) < 2 or len(name) > MOST_LETTERS or not all(map(_LABEL.match, labels)):
        return ""
    return "" if labels[-1].isdigit() or _is_address(name) else name


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
