"""The outside: a raw socket that keeps the exact bytes of each request, and answers well, badly or not at all.

`python -m tests.standins.receiver --port N` prints what it gets; `GET /_received` there tells it as JSON.
"""

import argparse
import json
import socket
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from .behaviours import WAIT, answers, by_path

READ_BACK = "GET /_received "


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it stood on the wire."""

    raw: bytes
    at: float = field(default_factory=time.time)

    @property
    def method(self) -> str:
        return self.raw.split(b" ", 1)[0].decode("latin-1")

    @property
    def path(self) -> str:
        return self.raw.split(b" ", 2)[1].decode("latin-1")

    def told(self) -> dict[str, Any]:
        return {
            "method": self.method, "path": self.path, "at": self.at, "sha256": sha256(self.raw).hexdigest(),
            "raw": self.raw.decode("utf-8", errors="replace"), "raw_base64": b64encode(self.raw).decode(),
        }  # fmt: skip


Behaviour = Callable[[socket.socket, "Receiver"], None]


class Receiver:
    """Listens on loopback from the start; `behaves` says what it does once a request is in, by default as its path."""

    def __init__(self, port: int = 0, behaves: Behaviour | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.released = threading.Event()  # ends every wait of `stalls` and `drips`
        self._behaves = behaves
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listening.getsockname()[1])
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def stop(self) -> None:
        self.released.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(WAIT)

    def await_requests(self, number: int, seconds: float = WAIT) -> bool:
        """Whether so many came within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.requests) >= number, seconds)

    def _serve(self) -> None:
        with suppress(OSError):  # stopped
            while True:
                line, _ = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        line.settimeout(WAIT)
        with line, suppress(OSError):
            request = Request(read_request(line))
            if not request.raw:
                return
            if request.raw.startswith(READ_BACK.encode()):
                answers(json.dumps({"requests": [one.told() for one in self.requests]}).encode())(line, self)
                return
            with self._changed:
                self.requests.append(request)
                self._changed.notify_all()
            (self._behaves or by_path(request.path))(line, self)


def read_request(line: socket.socket) -> bytes:
    """Head and body, of a request that says how long its body is; what there was of one that ends early."""
    got = bytearray()
    while b"\r\n\r\n" not in got:
        if not (piece := line.recv(65536)):
            return bytes(got)
        got += piece
    head, _, body = bytes(got).partition(b"\r\n\r\n")
    sizes = [row.split(b":")[1] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
    missing = int(sizes[0]) - len(body) if sizes else 0
    while missing > 0 and (piece := line.recv(min(missing, 65536))):
        got += piece
        missing -= len(piece)
    return bytes(got)


@contextmanager
def receiving(behaves: Behaviour | None = None) -> Iterator[Receiver]:
    receiver = Receiver(behaves=behaves)
    try:
        yield receiver
    finally:
        receiver.stop()


def main() -> int:
    """Until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.standins.receiver", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    receiver = Receiver(parser.parse_args().port)
    shown = 0
    with suppress(KeyboardInterrupt):
        while True:
            if receiver.await_requests(shown + 1, 3600):
                sys.stdout.write(receiver.requests[shown].raw.decode("utf-8", errors="replace") + "\n\n")
                sys.stdout.flush()
                shown += 1
    receiver.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
