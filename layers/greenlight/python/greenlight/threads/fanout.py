"""Pushing frames to sockets: in order per socket, in parallel over sockets; a socket that is gone is forgotten.

A push is a courtesy: the log has the event, and a client that misses one sees the gap and subscribes again. So a socket
that cannot take a frame now gets no more of this push, and nobody else waits for it or fails because of it.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Any

from greenlight import aws
from greenlight.observe import note

PARALLEL = 20
PATIENCE = 4  # seconds for one frame


def push(connections: Iterable[str], frames: Sequence[str], gone: Callable[[str], None]) -> None:
    """Sends every frame to every connection; calls `gone` for each connection that no longer exists."""
    found = list(connections)
    if not frames or not found:
        return
    send = _pool().map if len(found) > 1 else map
    for connection, end in zip(found, send(lambda c: _send_all(c, frames), found), strict=True):
        if end == "gone":
            gone(connection)
        elif end != "sent":
            note(undelivered=end)


def hang_up(connection: str) -> None:
    """Closes a socket from our side; its `$disconnect` then does the rest. One that is gone already is well."""
    client = sockets()
    with suppress(client.exceptions.GoneException):
        client.delete_connection(ConnectionId=connection)


def _send_all(connection: str, frames: Sequence[str]) -> str:
    """How it ended for this socket: `sent`, `gone`, or the name of what stood in the way."""
    for frame in frames:
        if (end := _send(connection, frame)) != "sent":
            return end
    return "sent"


def _send(connection: str, frame: str) -> str:
    """API Gateway says 410 of a socket that is gone, and 400 of an id that never was one."""
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    try:
        sockets().post_to_connection(ConnectionId=connection, Data=frame.encode())
    except ClientError as error:
        gone = error.response["ResponseMetadata"]["HTTPStatusCode"] in {400, 410}
        return "gone" if gone else str(error.response["Error"]["Code"])
    except (HTTPClientError, ConnectionError) as error:
        return type(error).__name__
    return "sent"


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(PARALLEL)


@cache
def sockets() -> Any:
    endpoint = aws.setting("SOCKET_ENDPOINT")
    return aws.client("apigatewaymanagementapi", endpoint=endpoint, read_timeout=PATIENCE, attempts=2)
