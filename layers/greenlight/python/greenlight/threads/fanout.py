"""Pushing frames to sockets: in order per socket, in parallel over sockets; a socket that is gone is forgotten."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from greenlight import aws

MAX_FRAME = 128 * 1024  # API Gateway's limit on one WebSocket message
PARALLEL = 20


def push(connections: Iterable[str], frames: Sequence[str], gone: Callable[[str], None]) -> None:
    """Sends every frame to every connection; calls `gone` for each connection that no longer exists."""
    found = list(connections)
    if not frames or not found:
        return
    send = _pool().map if len(found) > 1 else map
    for connection, alive in zip(found, send(lambda c: _send_all(c, frames), found), strict=True):
        if not alive:
            gone(connection)


def _send_all(connection: str, frames: Sequence[str]) -> bool:
    return all(_send(connection, frame) for frame in frames)


def _send(connection: str, frame: str) -> bool:
    client = sockets()
    try:
        client.post_to_connection(ConnectionId=connection, Data=frame.encode())
    except client.exceptions.GoneException:
        return False
    return True


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(PARALLEL)


@cache
def sockets() -> Any:
    return aws.client("apigatewaymanagementapi", endpoint=aws.setting("SOCKET_ENDPOINT"))
