"""Where a provider is: configuration, so that a stand-in can be in its place; on this machine alone by plain HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenlight import aws

from . import http_address

DEFAULTS: Mapping[str, str] = {
    "GRAPH_BASE_URL": "https://graph.facebook.com/v23.0",
    "LINKEDIN_BASE_URL": "https://api.linkedin.com",
    "X_BASE_URL": "https://api.x.com",
    "DELTA_BASE_URL": "https://api.india.delta.exchange",
}
LINKEDIN_VERSION = (
    "202610"  # LinkedIn ends each version after about a year: the setting of this name takes another
)
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Base:
    """`url` without a slash at its end; `stand_ins` is the loopback place that it names, if it does."""

    url: str
    stand_ins: tuple[str, ...] = ()


def base(name: str) -> Base:
    """The setting of that name, or the provider's own address. On AWS its scheme is https, by template (rights.py).

    Raises ValueError for any other than https, or http to a port of this machine: that is a fault of the deploy.
    """
    return of((aws.setting(name, "") or DEFAULTS[name]).rstrip("/"))


def of(url: str) -> Base:
    """Raises ValueError."""
    address = http_address.parse(f"{url}/")
    if address.scheme == "https" and address.port is None and address.host != LOOPBACK:
        return Base(url)
    if (address.scheme, address.host) == ("http", LOOPBACK) and address.port:
        return Base(url, (f"{address.host}:{address.port}",))
    raise ValueError(f"{url} is no address of a provider: https, or http to 127.0.0.1 and a port.")
