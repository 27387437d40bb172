"""The world outside, at the one address of this machine that an approved call may go to: keeps every byte it gets."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


@dataclass
class Outside:
    """`got` are the requests as they stood on the wire, `at` when each had come (by `perf_counter`); answers wait for
    `hold`; `drop` hangs up instead."""

    port: int
    got: list[bytes] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    drop: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def marks(self) -> list[str]:
        """The paths that were posted to, without their slash, in the order of arrival."""
        return [request.split(b" ", 2)[1].decode().lstrip("/") for request in list(self.got)]


@contextmanager
def open_outside(port: int) -> Iterator[Outside]:
    outside = Outside(port)
    outside.hold.set()
    with socket.create_server(("127.0.0.1", port), backlog=256, reuse_port=False) as server:
        threading.Thread(target=_accept, args=(server, outside), daemon=True).start()
        yield outside
        server.shutdown(socket.SHUT_RDWR)  # closed alone, it would listen on while `accept` waits in it


def _accept(server: socket.socket, outside: Outside) -> None:
    while True:
        try:
            visitor, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(visitor, outside), daemon=True).start()


def _serve(visitor: socket.socket, outside: Outside) -> None:
    with visitor:
        raw = _request(visitor)
        if not raw:
            return
        outside.at.append(time.perf_counter())
        outside.got.append(raw)
        outside.hold.wait(30)
        if not outside.drop:
            try:
                visitor.sendall(OK)
            except OSError:
                return  # whoever asked is gone: killed by the test


def _request(visitor: socket.socket) -> bytes:
    """Head and body, as long as Content-Length says; empty for somebody who said nothing."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        if not (piece := visitor.recv(65536)):
            return raw
        raw += piece
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length and (piece := visitor.recv(65536)):
        body += piece
    return head + b"\r\n\r\n" + body
