"""What a receiver does once a request is in: answers well, badly, slowly or not at all."""

import gzip
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .receiver import Behaviour, Receiver

WAIT = 20.0  # seconds that a socket waits for its peer


def answers(
    body: bytes = b"{}", status: str = "200 OK", content_type: str = "application/json", *more: str,
    size: int | None = None,
) -> "Behaviour":  # fmt: skip
    """A whole answer, unless `size` says more than there is."""

    def behave(line: socket.socket, receiver: "Receiver") -> None:
        length = len(body) if size is None else size
        rows = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {content_type}",
            f"Content-Length: {length}",
            "Connection: close",
        ]
        line.sendall("\r\n".join([*rows, *more, "", ""]).encode() + body)

    return behave


def says(raw: bytes) -> "Behaviour":
    """Just these bytes, then the end."""
    return lambda line, receiver: line.sendall(raw)


def drops(line: socket.socket, receiver: "Receiver") -> None:
    """Took the request, says nothing, resets the connection."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def stalls(line: socket.socket, receiver: "Receiver") -> None:
    """Took the request and says nothing, for as long as anybody waits."""
    receiver.released.wait(WAIT)


def drips(first: bytes) -> "Behaviour":
    """These bytes, then one every twentieth of a second: no timeout for a single read ever fires."""

    def behave(line: socket.socket, receiver: "Receiver") -> None:
        line.sendall(first)
        while not receiver.released.wait(0.05):
            line.sendall(b"x")

    return behave


def bomb(megabytes: int = 50) -> "Behaviour":
    """A small gzip that unpacks to this much."""
    packed = gzip.compress(bytes(megabytes * 1024 * 1024), mtime=0)
    return answers(packed, "200 OK", "text/plain", "Content-Encoding: gzip")


BY_PATH: dict[str, "Behaviour"] = {
    "_drop": drops,
    "_500": answers(b'{"error": "broken"}', "500 Internal Server Error"),
    "_stall": stalls,
    "_half": answers(b'{"half"', size=100),
    "_redirect": answers(
        b"", "302 Found", "text/plain", "Location: http://169.254.169.254/latest/meta-data/"
    ),
    "_garbage": says(b"\x00\x01 not http at all\r\n\r\n"),
}


def by_path(path: str) -> "Behaviour":
    """`/_drop/…`, `/_500/…`, and so on; any other path gets a plain answer."""
    return BY_PATH.get(path.lstrip("/").partition("/")[0].partition("?")[0], answers(b'{"received": true}'))
