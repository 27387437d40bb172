"""The offline model: an OpenAI-compatible server for development and tests, when no API key is set.

    python -m localstack.model --port 8602 [--delay-ms 20]

`POST /v1/chat/completions` (stream or not, tools, usage), `GET /v1/models`; `GET` and `POST /control` switch faults
and the delay of a token. Deterministic, on loopback only, and it says what it is.
"""

import argparse
import asyncio
import json
from typing import Any

from aiohttp import web

from .faults import MODES, Faults, spoil
from .reply import Reply, reply_to
from .stream import CREATED, MODEL, chunks, document
from .turn import read_turn

MAX_REQUEST = 8 * 1024 * 1024
CHUNKS = "chunks"  # how many were streamed since the start
FAULTS = web.AppKey("faults", Faults)
DELAY = web.AppKey("delay", dict[str, float])


def make_app(delay_ms: float = 0.0) -> web.Application:
    """The server as an aiohttp application; tests start it on a port of their own."""
    app = web.Application(client_max_size=MAX_REQUEST)
    app[FAULTS], app[DELAY] = Faults(), {"ms": delay_ms}
    app.router.add_post("/v1/chat/completions", _complete)
    app.router.add_get("/v1/models", _models)
    app.router.add_post("/control", _switch)
    app.router.add_get("/control", _state)
    app.router.add_get("/health", _health)
    return app


async def _complete(request: web.Request) -> web.StreamResponse:
    raw = await request.read()
    try:
        body = json.loads(raw)
        text = read_turn(body).text
    except (ValueError, AttributeError, KeyError, TypeError):
        return _error(400, "The body is no chat completion request.", "invalid_request_error")
    faults = request.app[FAULTS]
    faults.seen({"bytes": len(raw), "tools": len(body.get("tools") or [])})
    mode = faults.next(request.headers.get("x-fault", ""), text)
    if refused := await _bad_day(request, mode, faults.seconds):
        return refused
    reply: Reply = spoil(reply_to(body), mode)
    if not body.get("stream"):
        return web.json_response(document(body, reply))
    delay = float(request.headers.get("x-delay-ms", request.app[DELAY]["ms"])) / 1000
    return await _stream(request, list(chunks(body, reply)), delay, cut=mode == "cut")


async def _bad_day(request: web.Request, mode: str, seconds: float) -> web.StreamResponse | None:
    """The faults that come before the first byte."""
    if mode == "slow":
        await asyncio.sleep(seconds)
    if mode == "error500":
        return _error(500, "The stand-in was told to fail.", "server_error")
    if mode == "error429":
        return _error(429, "The stand-in was told to be busy.", "rate_limit_exceeded")
    if mode == "down":
        _hang_up(request)
        return web.Response(status=503)
    return None


async def _stream(
    request: web.Request, pieces: list[dict[str, Any]], delay: float, *, cut: bool
) -> web.StreamResponse:
    """Server-sent events; a `cut` stream loses its connection half way."""
    request.app[FAULTS].chunks += len(pieces)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    for piece in pieces[: max(1, len(pieces) // 2)] if cut else pieces:
        if delay:
            await asyncio.sleep(delay)
        await response.write(f"data: {json.dumps(piece, ensure_ascii=False)}\n\n".encode())
    if cut:
        _hang_up(request)
        return response
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _models(_: web.Request) -> web.Response:
    model = {"id": MODEL, "object": "model", "created": CREATED, "owned_by": "greenlight"}
    return web.json_response({"object": "list", "data": [model]})


async def _switch(request: web.Request) -> web.Response:
    """`{"mode"?, "times"?, "match"?, "seconds"?, "delay_ms"?}`; without `mode` faults are off."""
    wanted = await request.json()
    try:
        request.app[FAULTS].switch(wanted)
    except ValueError as error:
        return _error(422, str(error), "invalid_request_error")
    if "delay_ms" in wanted:
        request.app[DELAY]["ms"] = float(wanted["delay_ms"])
    return await _state(request)


async def _state(request: web.Request) -> web.Response:
    """What is switched on, how many requests came, and the size of the last ones."""
    faults = request.app[FAULTS]
    known = {"mode": faults.mode, "times": faults.times, "match": faults.match, "modes": sorted(MODES)}
    counted = {"requests": faults.requests, CHUNKS: faults.chunks, "last": faults.last}
    return web.json_response({**known, **counted, "delay_ms": request.app[DELAY]["ms"]})


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _error(status: int, message: str, code: str) -> web.Response:
    return web.json_response({"error": {"message": message, "type": code, "code": code}}, status=status)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8602)
    parser.add_argument("--delay-ms", type=float, default=20.0, help="wait before each streamed token")
    options = parser.parse_args()
    print(f"offline model on http://127.0.0.1:{options.port}/v1", flush=True)
    web.run_app(make_app(options.delay_ms), host="127.0.0.1", port=options.port, print=None, access_log=None)
