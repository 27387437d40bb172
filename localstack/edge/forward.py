"""Forwarding HTTP: bodies stream both ways; headers that only a server may set stay outside."""

from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from greenlight.errors import Refused, TooLarge
from multidict import CIMultiDict
from yarl import URL

SESSION: web.AppKey[ClientSession] = web.AppKey("session", ClientSession)
LIMIT = 10 * 1024 * 1024  # API Gateway's payload limit
TIMEOUT = ClientTimeout(total=35, connect=5)  # API Gateway gives up after 29 s
HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade",
}  # fmt: skip
SERVER_ONLY = {"x-tenant-id", "x-user-id", "x-correlation-id"}
SERVER_ONLY_FAMILIES = ("x-metering-", "x-forwarded-", "x-ministack-", "x-amzn-", "x-amz-")
NOT_OURS = {"access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers",
            "access-control-expose-headers", "server", "date"}  # fmt: skip


class BadGateway(Refused):
    """What is behind the edge does not answer."""

    status, title = 502, "Bad gateway"


def outside_headers(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """A client's headers without those that only the server may set, in any case and however often."""
    kept: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        low = name.lower()
        if low in HOP_BY_HOP | SERVER_ONLY | {"host", "content-length"} or low.startswith(
            SERVER_ONLY_FAMILIES
        ):
            continue
        kept.add(name, value)
    return kept


async def forward(request: web.Request, origin: str) -> web.StreamResponse:
    """The origin's answer, streamed. Raises TooLarge and BadGateway."""
    if (request.content_length or 0) > LIMIT:
        raise _too_large()
    url = URL(f"{origin}{request.rel_url.raw_path_qs}", encoded=True)
    body = _body(request) if request.body_exists else None
    try:
        async with request.app[SESSION].request(
            request.method, url, headers=outside_headers(request.headers), data=body, timeout=TIMEOUT,
            allow_redirects=False,
        ) as answer:  # fmt: skip
            response = web.StreamResponse(status=answer.status, reason=answer.reason)
            for name, value in answer.headers.items():
                if name.lower() not in HOP_BY_HOP | NOT_OURS:
                    response.headers.add(name, value)
            await response.prepare(request)
            async for chunk in answer.content.iter_any():
                await response.write(chunk)
            await response.write_eof()
            return response
    except (ClientError, TimeoutError) as error:
        raise BadGateway(f"The stack behind the edge did not answer ({type(error).__name__}).") from None


async def _body(request: web.Request) -> AsyncIterator[bytes]:
    """The request's body in chunks, whatever length it announced."""
    size = 0
    async for chunk in request.content.iter_any():
        size += len(chunk)
        if size > LIMIT:
            raise _too_large()
        yield chunk


def _too_large() -> TooLarge:
    return TooLarge(f"A request may hold at most {LIMIT // 1024 // 1024} MB.")
