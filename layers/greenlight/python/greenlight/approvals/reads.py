"""Calls of an external tool that only look: the rules that a tool's `reads_if` may name.

The gate asks them, and whoever then looks asks them again. Whatever is in doubt is no read, and so a person's to allow.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

Arguments = Mapping[str, Any]
LOOKING = frozenset({"GET", "HEAD"})
_PLAIN = re.compile(r"[\x21-\x5b\x5d-\x7e]+")  # printable ASCII without space and backslash
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def only_looks(rule: str, arguments: Arguments, hosts: Collection[str]) -> bool:
    """Whether this call counts as a read by that rule; one that nobody knows makes nothing a read."""
    judge = RULES.get(rule)
    return judge is not None and judge(arguments, hosts)


def host_of(url: Any) -> str:
    """The host of an https URL that says plainly where it leads; else an empty text.

    No user, no port but 443, no backslash, space, control or non-ASCII character; lower case, without a final dot.
    """
    if not isinstance(url, str) or not _PLAIN.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    plain = parts.scheme == "https" and port in (None, 443) and "@" not in parts.netloc
    return host if plain and _HOST.fullmatch(host) else ""


def _get_from_allowed_host(arguments: Arguments, hosts: Collection[str]) -> bool:
    """GET or HEAD, without a body (which could carry anything out), to exactly one of the tenant's hosts."""
    method = arguments.get("method") or "GET"
    looks = isinstance(method, str) and method in LOOKING and not arguments.get("body")
    host = host_of(arguments.get("url"))
    return looks and bool(host) and host in {one.lower() for one in hosts}


RULES: Mapping[str, Callable[[Arguments, Collection[str]], bool]] = {
    "get_from_allowed_host": _get_from_allowed_host,
}
