"""A call to a stand-in, read from its bytes, and what is answered to it."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .behaviours import answers
from .receiver import Request


@dataclass(frozen=True, slots=True)
class Reply:
    status: str
    body: Any = None  # as JSON; None is no body
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read; header names in small letters."""

    request: Request
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.request.raw

    @property
    def json(self) -> Any:
        """None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def changes(self) -> bool:
        return self.method != "GET"


class No(Exception):
    """What the network answers instead of doing it."""

    def __init__(self, status: str, body: Any, *headers: str) -> None:
        super().__init__(status)
        self.reply = Reply(status, body, headers)


def call_of(request: Request) -> Call:
    head, _, body = request.raw.partition(b"\r\n\r\n")
    rows = head.decode("latin-1").split("\r\n")
    pairs = [row.partition(": ") for row in rows[1:]]
    headers = {name.lower(): value for name, _, value in pairs}
    parts = urlsplit(request.path)
    return Call(request, request.method, parts.path, dict(parse_qsl(parts.query)), headers, body)


def say(line: socket.socket, reply: Reply) -> None:
    body = b"" if reply.body is None else json.dumps(reply.body).encode()
    answers(body, reply.status, "application/json", *reply.headers)(line, None)  # type: ignore[arg-type]
