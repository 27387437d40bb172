"""One request to the outside, and an honest word on what became of it.

confirmed  an answer came, whole or cut by us, whatever its status: 4xx and 5xx too were said by the destination, which
           therefore has the request; a 3xx is an answer like any other and leads nowhere
not_sent   no byte of the request had been handed to the socket: a refused address, no such name, no connection, no TLS
unknown    all else: it broke off, or took too long, after the first byte may have left; also half an answer
"""

from collections.abc import Callable, Collection
from http.client import HTTPException
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from functions.effects.adapters.protocol import Outcome, Prepared

from . import reply
from .places import Forbidden, NotFound, Place, Resolver, find, resolver
from .unsealed import unsealed
from .wire import NotExact, Once, TooLate, Wire, request_of

CONNECT = 3.0  # seconds, for the name and for the connection each
TROUBLE = (HTTPError, HTTPException, OSError, NotExact, TooLate)  # requests' own are OSErrors
PORTS = {"https": 443, "http": 80}


def send(
    prepared: Prepared, *, deadline: float, now: Callable[[], float], stand_ins: Collection[str] = (),
    resolve: Resolver | None = None,
) -> Outcome:  # fmt: skip
    """`deadline` and `now` in epoch seconds; nothing is begun after the one, and nothing lasts longer.

    `stand_ins` ("127.0.0.1:PORT") are the loopback places that the adapter may reach by plain HTTP.
    """
    parts = urlsplit(prepared.url)
    try:
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        place = find(host, port, stand_ins=stand_ins, resolve=resolve or resolver(CONNECT))
    except Forbidden:
        return Outcome("not_sent", detail="Nothing was sent: this address may not be reached from here.")
    except NotFound:
        return Outcome("not_sent", detail="Nothing was sent: there is no such host, or nobody knows it now.")
    try:
        written = unsealed(prepared)
    except NotExact as trouble:
        return _not_sent(trouble)
    return exchange(prepared, place, Wire(written, deadline, now))


def exchange(prepared: Prepared, place: Place, wire: Wire, *, verify: bool | str = True) -> Outcome:
    """The request to one place that was judged before; `verify` names other certificates to trust, for a test."""
    once = Once(wire, place, secure=urlsplit(prepared.url).scheme == "https")
    request = request_of(prepared.method, prepared.url, prepared.headers, prepared.body)
    status = 0
    try:
        timeout = (min(CONNECT, wire.seconds_left), wire.seconds_left)
        with once.send(request, stream=True, timeout=timeout, verify=verify) as response:
            status = response.status_code
            if status < 200:
                return Outcome("unknown", detail=f"It answered {status}, which is no final answer.")
            result, detail = reply.read(response)
            if wire.out_of_time:  # what was read then ended by our own doing
                return _unknown(wire, status)
            return Outcome("confirmed", result, detail)
    except TROUBLE as trouble:
        return _unknown(wire, status) if wire.begun else _not_sent(trouble)
    finally:
        once.close()
        wire.close()


def _unknown(wire: Wire, status: int) -> Outcome:
    what = "took too long" if wire.out_of_time else "broke off"
    if status:
        return Outcome("unknown", detail=f"It answered {status}, then the answer {what}.")
    return Outcome("unknown", detail=f"It may have arrived: the connection {what} before an answer came.")


def _not_sent(trouble: Exception) -> Outcome:
    return Outcome("not_sent", detail=f"Nothing was sent: {_reason(trouble)}.")


def _reason(trouble: Exception) -> str:
    for kind, words in REASONS:
        if isinstance(trouble, kind):
            return words
    return "no connection could be made"


REASONS: tuple[tuple[type[Exception], str], ...] = (
    (requests.exceptions.SSLError, "no secure connection could be made"),
    (requests.exceptions.Timeout, "connecting took too long"),
    (NotExact, "what was ready to leave was not what was approved"),
    (TooLate, "its time was over"),
)  # fmt: skip
