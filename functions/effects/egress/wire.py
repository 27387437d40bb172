"""What goes onto the socket: the approved bytes, once, to the address that was judged, and none after the deadline.

Imported at the first send only: `requests` costs a quarter of a second.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import BadStatusLine, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import requests
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool

from .places import Place


class NotExact(Exception):
    """What was about to be written is not what was approved."""


class TooLate(Exception):
    """The deadline passed before the first byte."""


class Wire:
    """One request on its way. `begun` is set before the first byte is handed over, so that a doubt is a doubt."""

    def __init__(self, exact: bytes, deadline: float, now: Callable[[], float]) -> None:
        self._exact, self._deadline, self._now = exact, deadline, now
        self._written = 0
        self._watched: list[tuple[socket.socket, threading.Timer]] = []
        self.begun = self.out_of_time = False

    @property
    def seconds_left(self) -> float:
        return max(self._deadline - self._now(), 0.001)

    def passing(self, data: bytes) -> None:
        """Before these bytes are written. Raises NotExact, TooLate."""
        if self._exact[self._written : self._written + len(data)] != data:
            raise NotExact
        if not self.begun and self._now() >= self._deadline:
            raise TooLate
        self.begun = True
        self._written += len(data)

    def watch(self, connected: socket.socket) -> None:
        """Cuts the connection at the deadline: a peer that sends a byte a second would keep any timeout from firing."""
        line = connected.dup()  # TLS takes the first one over
        timer = threading.Timer(self.seconds_left, self._cut, (line,))
        timer.daemon = True
        timer.start()
        self._watched.append((line, timer))

    def close(self) -> None:
        for line, timer in self._watched:
            timer.cancel()
            timer.join()
            line.close()

    def _cut(self, line: socket.socket) -> None:
        self.out_of_time = True
        with suppress(OSError):  # the peer was faster
            line.shutdown(socket.SHUT_RDWR)


class _Lines:
    """The lines of an answer's head, and the last one that was read."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.last = stream, b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = self.stream.readline(limit)
        return self.last

    def close(self) -> None:
        self.stream.close()


class _Whole(HTTPResponse):
    """http.client takes the end of the connection for the end of a head; an answer cut there is none."""

    def begin(self) -> None:
        head = _Lines(self.fp)
        self.fp = head  # type: ignore[assignment]  # all that begin() does with it is to read lines
        try:
            super().begin()
        finally:
            if self.fp is not None:  # else it was closed meanwhile
                self.fp = head.stream
        if head.last.strip(b"\r\n") or not head.last:
            raise BadStatusLine("the head of the answer broke off")


class _Watched(HTTPConnection):
    """A connection for one request; `wire` is set by `Once`."""

    wire: Wire
    response_class = _Whole

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        self.wire.watch(made)
        return made

    def send(self, data: Any) -> None:
        """http.client writes everything through here, the head, then the body; it would connect here too."""
        if self.sock is None:
            self.connect()
        self.wire.passing(data)
        super().send(data)


class _WatchedSecure(_Watched, HTTPSConnection):
    """The same under TLS."""


class Once(IPFilterAdapter):  # type: ignore[misc]  # requests-hardened has no types
    """requests-hardened's filter over the address that we judged and pinned, under the name that was asked for.

    An adapter never follows a redirect, reads no environment, and keeps no cookie; a session would read a redirect's
    whole body to find out where it leads.
    """

    def __init__(self, wire: Wire, place: Place, *, secure: bool) -> None:
        super().__init__(is_https_proto=secure, allow_loopback=place.stand_in)
        self._wire, self._place, self._secure = wire, place, secure

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        parts = urlsplit(request.url)
        address = f"[{self._place.address}]" if ":" in self._place.address else self._place.address
        pinned = request.copy()
        pinned.url = f"{parts.scheme}://{address}" + (f":{parts.port}" if parts.port else "")
        host, pool = super().build_connection_pool_key_attributes(pinned, verify, cert)
        if self._secure:
            pool |= {"assert_hostname": parts.hostname, "server_hostname": parts.hostname}
        return host, pool

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        pool: HTTPConnectionPool = super().get_connection_with_tls_context(*args, **kwargs)
        kind = _WatchedSecure if self._secure else _Watched
        pool.ConnectionCls = type("OneRequest", (kind,), {"wire": self._wire})
        return pool


def request_of(method: str, url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> Any:
    """As it stands: `requests` prepares nothing here, and so changes nothing."""
    request = requests.PreparedRequest()
    request.method, request.url, request.body = method, url, body or None
    request.headers = requests.structures.CaseInsensitiveDict(headers)
    return request
