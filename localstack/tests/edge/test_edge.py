"""The edge: what it publishes, what it keeps outside, and how it pipes."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestServer
from yarl import URL

from localstack.edge.forward import LIMIT
from localstack.edge.routes import Routes, is_sound
from localstack.edge.server import Origins, application

Use = Callable[[ClientSession, str], Awaitable[Any]]


async def _echo(request: web.Request) -> web.StreamResponse:
    """What arrived; or a refusal of sockets without a ticket, or an echo of them."""
    if request.headers.get("Upgrade") == "websocket":
        if request.query.get("ticket") != "good":
            return web.Response(status=403)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.data == "close":
                await socket.close(code=4001)
            else:
                await socket.send_str(f"{request.query_string}:{message.data}")
        return socket
    body = await request.read()
    said = {
        "method": request.method,
        "path": request.raw_path,
        "headers": dict(request.headers),
        "size": len(body),
    }
    return web.json_response(said, headers={"Set-Cookie": "a=b", "Access-Control-Allow-Origin": "*"})


@asynccontextmanager
async def _edge(folder: Path, *, rest: str = "") -> AsyncIterator[tuple[ClientSession, str]]:
    (folder / "routes.json").write_text(json.dumps({"rest": ["/api/v1/weights", "/health", "/internal/x"]}))
    (folder / "web" / "assets").mkdir(parents=True)
    (folder / "web" / "index.html").write_text("<p>the app</p>")
    (folder / "web" / "assets" / "app.js").write_text("1")
    behind = web.Application()
    behind.router.add_route("*", "/{path:.*}", _echo)
    async with TestServer(behind) as origin, ClientSession() as client:
        there = str(origin.make_url("")).rstrip("/")
        origins = Origins(rest or f"{there}/stage", f"{there}/realtime", there, folder / "web")
        async with TestServer(application(origins, Routes(folder / "routes.json"))) as edge:
            yield client, str(edge.make_url("")).rstrip("/")


def _with_edge(folder: Path, use: Use, **settings: str) -> Any:
    async def run() -> Any:
        async with _edge(folder, **settings) as (client, url):
            return await use(client, url)

    return asyncio.run(run())


def _get(folder: Path, path: str, method: str = "GET", **settings: Any) -> tuple[int, str, dict[str, str]]:
    async def use(client: ClientSession, url: str) -> tuple[int, str, dict[str, str]]:
        async with client.request(method, URL(url + path, encoded=True), **settings) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    found: tuple[int, str, dict[str, str]] = _with_edge(folder, use)
    return found


def test_a_published_prefix_reaches_the_api_with_its_query(tmp_path: Path) -> None:
    status, text, headers = _get(tmp_path, "/api/v1/weights/2026-01-01?a=%20b")
    assert status == 200
    assert json.loads(text)["path"] == "/stage/api/v1/weights/2026-01-01?a=%20b"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/internal/x", "/internal/runs/1/events", "/metrics", "/Internal/x", "/api/v1/unknown", "/api",
        "/api/v1/weights/..%2f..%2fx", "/api/v1/weights/../../internal/x", "/api/v1//weights", "/%2e%2e/secret",
        "/api/v1/weights/%00", "/api/v1/weights/%252e",
    ],
)  # fmt: skip
def test_what_is_not_published_is_a_404_problem(tmp_path: Path, path: str) -> None:
    status, text, headers = _get(tmp_path, path)
    problem = json.loads(text)
    assert (status, headers["Content-Type"]) == (404, "application/problem+json")
    assert problem["correlation_id"].startswith("cor_")


def test_headers_that_only_a_server_sets_stay_outside(tmp_path: Path) -> None:
    outside = {
        "x-tenant-id": "otherfirm", "X-USER-ID": "a", "X-Metering-Plan": "b", "x-forwarded-for": "c",
        "X-Correlation-Id": "d", "X-Ministack-Invoke-Depth": "9", "X-Harmless": "kept", "Authorization": "Bearer t",
    }  # fmt: skip
    _, text, _ = _get(tmp_path, "/health", headers=outside)
    arrived = {name.lower() for name in json.loads(text)["headers"]}
    assert {"x-harmless", "authorization"} <= arrived
    assert not arrived & {name.lower() for name in outside if name not in {"X-Harmless", "Authorization"}}


def test_a_body_passes_whole_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    _, text, _ = _get(tmp_path, "/health", "POST", data=b"x" * 300_000)
    assert json.loads(text)["size"] == 300_000
    status, text, _ = _get(tmp_path / "again", "/health", "POST", data=io.BytesIO(b"x" * (LIMIT + 1)))
    assert (status, json.loads(text)["title"]) == (413, "Too large")


@pytest.fixture(autouse=True)
def _places(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()


def test_a_huge_body_of_unknown_length_is_refused_too(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b"x" * (1 << 20)

    async def use(client: ClientSession, url: str) -> int:
        async with client.post(f"{url}/health", data=endless()) as answer:
            return answer.status

    assert _with_edge(tmp_path, use) == 413


def test_a_stack_that_is_down_is_a_502_problem(tmp_path: Path) -> None:
    async def use(client: ClientSession, url: str) -> tuple[int, Any]:
        async with client.get(f"{url}/health") as answer:
            return answer.status, await answer.json(content_type=None)

    status, problem = _with_edge(tmp_path, use, rest="http://127.0.0.1:9")
    assert (status, problem["title"]) == (502, "Bad gateway")


def test_the_app_answers_for_its_own_paths_and_not_for_files_that_are_missing(tmp_path: Path) -> None:
    assert _get(tmp_path, "/threads/thr_1")[1] == "<p>the app</p>"
    status, _, headers = _get(tmp_path / "again", "/assets/app.js")
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/missing.js", 404), ("POST", "/", 405)])
def test_the_app_is_only_read(tmp_path: Path, method: str, path: str, status: int) -> None:
    assert _get(tmp_path, path, method)[0] == status


def test_another_host_name_is_refused(tmp_path: Path) -> None:
    status, text, _ = _get(tmp_path, "/health", headers={"Host": "evil.example"})
    assert (status, json.loads(text)["title"]) == (421, "Misdirected request")


def test_a_socket_is_piped_both_ways_and_keeps_its_closing_code(tmp_path: Path) -> None:
    async def use(client: ClientSession, url: str) -> tuple[str, int | None]:
        async with client.ws_connect(f"{url}/realtime?ticket=good") as socket:
            await socket.send_str("hello")
            said = await socket.receive_str()
            await socket.send_str("close")
            assert (await socket.receive()).type is WSMsgType.CLOSE
            return said, socket.close_code

    assert _with_edge(tmp_path, use) == ("ticket=good:hello", 4001)


def test_a_refused_handshake_keeps_its_status(tmp_path: Path) -> None:
    async def use(client: ClientSession, url: str) -> int:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(f"{url}/realtime?ticket=bad")
        return refused.value.status

    assert _with_edge(tmp_path, use) == 403


def test_a_message_over_the_gateways_limit_closes_the_socket(tmp_path: Path) -> None:
    async def use(client: ClientSession, url: str) -> int | None:
        async with client.ws_connect(f"{url}/realtime?ticket=good") as socket:
            await socket.send_str("x" * 200_000)
            await socket.receive()
            return socket.close_code

    assert _with_edge(tmp_path, use) == 1009


def test_plain_http_on_the_sockets_address_is_a_problem(tmp_path: Path) -> None:
    assert _get(tmp_path, "/realtime")[0] == 400


def test_a_deploy_that_publishes_more_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "routes.json"
    file.write_text('{"rest": []}')
    routes = Routes(file)
    assert not routes.published("/api/v1/sleep")
    file.write_text('{"rest": ["/api/v1/sleep"]}')
    assert routes.published("/api/v1/sleep/1")
    assert not routes.published("/api/v1/sleeping")


@pytest.mark.parametrize("path", ["/a/b", "/api/v1/weights/2026-01-01", "/ein%20Weg", "/a.b/c"])
def test_ordinary_paths_are_sound(path: str) -> None:
    assert is_sound(path)
