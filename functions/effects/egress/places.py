"""Where a request may connect to: public unicast addresses, decided by the very address that is then connected to.

`ipaddress.is_global` alone is never enough: on Python 3.11 it holds for 64:ff9b::/96, 2002::/16, 192.0.0.192, multicast
and IPv4-translated addresses, all of which can lead back inside.
"""

import socket
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

Resolver = Callable[[str, int], Sequence[str]]
UNICAST = ip_network("2000::/3")  # all else is mapped, translated, local, link-local, site-local or multicast
NEVER = tuple(map(ip_network, (
    "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3",
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)))  # fmt: skip


class Forbidden(Exception):
    """Nothing here may connect there. Never says to which address a name led: that would map our network."""


class NotFound(Exception):
    """The name leads nowhere, or did not in time."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address to connect to; `stand_in` marks the single loopback place that a local stage allows."""

    address: str
    stand_in: bool = False


def permitted(address: str) -> bool:
    """Whether this address is public, for certain."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (ip not in UNICAST or ip.scope_id):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in NEVER)


def find(host: str, port: int, *, stand_ins: Collection[str], resolve: Resolver) -> Place:
    """One look-up; every address that a name has must be permitted, and one of them is connected to.

    Raises Forbidden, NotFound.
    """
    if f"{host}:{port}" in stand_ins:
        return Place("127.0.0.1", stand_in=True)
    found = list(dict.fromkeys(resolve(host, port)))
    if not found:
        raise NotFound
    if not all(map(permitted, found)):
        raise Forbidden
    return Place(min(found, key=lambda one: ":" in one))  # an IPv4 one first: a Lambda has no IPv6 by default


def resolver(seconds: float) -> Resolver:
    """The system's resolver, which has no time limit of its own."""

    def resolve(host: str, port: int) -> Sequence[str]:
        pool = ThreadPoolExecutor(1)
        try:
            asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
            return [str(sockaddr[0]) for *_, sockaddr in asked.result(seconds)]
        except (TimeoutError, OSError, UnicodeError):
            raise NotFound from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    return resolve
