"""The edge: one origin before the local stack, doing what CloudFront does before the deployed one.

Published prefixes (the builder's `routes.json`) go to the REST API, `/realtime` to the socket, `/local/*` to the local
sign-in; everything else is the web app. What is not published is not there.
"""

import argparse
import asyncio
import json
import logging
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, TCPConnector, web
from greenlight.errors import NotFound, Refused
from greenlight.keys import new_id
from greenlight.problem import headers as problem_headers
from greenlight.problem import problem

from . import files, forward, socket
from .routes import Routes, is_sound

log = logging.getLogger("edge")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each kind of path leads; URLs without a trailing slash."""

    rest: str
    socket: str
    sign_in: str
    web: Path


class Misdirected(Refused):
    """A name that is not ours resolved to this machine: DNS rebinding."""

    status, title = 421, "Misdirected request"


def application(origins: Origins, routes: Routes) -> web.Application:
    """The edge as an aiohttp application; `routes` says what is published."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.url.raw_authority.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK:
            raise Misdirected("This edge answers to 127.0.0.1 and localhost only.")
        path = request.path
        if not is_sound(request.rel_url.raw_path):
            raise NotFound("There is nothing at this address.")
        if path == "/realtime":
            return await socket.forward(request, origins.socket)
        if path.startswith("/local/"):
            return await forward.forward(request, origins.sign_in)
        if routes.published(path):
            return await forward.forward(request, origins.rest)
        if routes.hidden(path):
            raise NotFound("There is nothing at this address.")
        return files.serve(request, origins.web)

    app = web.Application(middlewares=[_logged, _refused], handler_args={"max_line_size": 16_384})
    app.router.add_route("*", "/{path:.*}", answer)
    app.cleanup_ctx.append(_session)
    return app


async def _session(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(connector=TCPConnector(limit=0), auto_decompress=False) as session:
        app[forward.SESSION] = session
        yield


@web.middleware
async def _logged(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line per request, without its query string: tickets and tokens travel there."""
    started = time.perf_counter()
    response = await handler(request)
    taken = (time.perf_counter() - started) * 1000
    log.info("%s %s %d %.1f ms", request.method, request.path, response.status, taken)
    return response


@web.middleware
async def _refused(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as refused:
        document = problem(refused, correlation_id=new_id("cor"), instance=request.path)
        body = json.dumps(document).encode()
        return web.Response(body=body, status=refused.status, headers=problem_headers(refused))


async def serve(app: web.Application, port: int) -> None:
    """Serve on loopback until SIGTERM; sockets get a moment to close."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
    await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rest", required=True)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--sign-in", required=True)
    parser.add_argument("--routes", type=Path, required=True)
    parser.add_argument("--web", type=Path, required=True, help="the built page; it may come later")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    origins = Origins(asked.rest, asked.socket, asked.sign_in, asked.web)
    asyncio.run(serve(application(origins, Routes(asked.routes)), asked.port))
