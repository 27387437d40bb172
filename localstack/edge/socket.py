"""Forwarding the socket: the stack accepts first, then we do; a refused handshake keeps its status."""

import asyncio
from contextlib import suppress

from aiohttp import (
    ClientError,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
    WSServerHandshakeError,
    web,
)
from greenlight.errors import Denied, Refused, Unauthenticated
from yarl import URL

from .forward import SESSION, BadGateway, outside_headers

MESSAGE_LIMIT = 128 * 1024  # API Gateway's, in both directions
TOO_BIG = 1009
OURS = ("sec-websocket-",)
_REFUSALS: dict[int, type[Refused]] = {401: Unauthenticated, 403: Denied}


async def forward(request: web.Request, origin: str) -> web.StreamResponse:
    """Pipe a client's socket to the stack's until either side closes. Raises Refused before the handshake ends."""
    socket = web.WebSocketResponse(max_msg_size=MESSAGE_LIMIT, autoping=True)
    if not socket.can_prepare(request).ok:
        raise Refused("Open a WebSocket here.")
    headers = outside_headers(request.headers)
    for name in [n for n in headers if n.lower().startswith(OURS)]:
        del headers[name]
    query = request.rel_url.raw_query_string
    url = URL(f"{origin}?{query}" if query else origin, encoded=True)
    try:
        inner = await request.app[SESSION].ws_connect(
            url, headers=headers, max_msg_size=0, timeout=ClientWSTimeout(ws_close=2)
        )
    except WSServerHandshakeError as error:
        refusal = _REFUSALS.get(error.status, BadGateway)
        raise refusal("The socket was refused: ask for a new ticket.") from None
    except (ClientError, TimeoutError):
        raise BadGateway("The stack behind the edge did not answer.") from None
    await socket.prepare(request)
    await _pipe(socket, inner)
    return socket


async def _pipe(client: web.WebSocketResponse, inner: ClientWebSocketResponse) -> None:
    """Both directions at once; when one ends, the other is closed with the same code."""
    up, down = asyncio.create_task(_up(client, inner)), asyncio.create_task(_down(inner, client))
    await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
    for task in (up, down):
        task.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await task
    await inner.close()
    await client.close(code=inner.close_code if inner.close_code not in {None, 1005, 1006} else 1000)


async def _up(client: web.WebSocketResponse, inner: ClientWebSocketResponse) -> None:
    async for message in client:
        if message.type is WSMsgType.TEXT:
            await inner.send_str(message.data)
        elif message.type is WSMsgType.BINARY:
            await inner.send_bytes(message.data)


async def _down(inner: ClientWebSocketResponse, client: web.WebSocketResponse) -> None:
    async for message in inner:
        if message.type is WSMsgType.TEXT:
            await client.send_str(message.data)
        elif message.type is WSMsgType.BINARY:
            await client.send_bytes(message.data)
