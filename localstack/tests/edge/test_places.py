"""The edge leads every path where CloudFront leads it: one table, whose other judge is tests/infra/test_web.py."""

import asyncio
import json
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from yarl import URL

from localstack.edge.routes import Routes
from localstack.edge.server import Origins, application
from tests.infra.paths import FILES, PLACES, PUBLISHED, Place

PAGE = "<p>the page</p>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "routes.json").write_text(json.dumps({"rest": PUBLISHED}))
    for name in (*FILES, ".greenlight", ".git/config"):
        file = tmp_path / "web" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE if name == "index.html" else f"file {name}")
    return tmp_path


def _place(site: Path, path: str) -> Place:
    async def behind(_: web.Request) -> web.Response:
        return web.Response(text="rest")

    async def ask() -> Place:
        api = web.Application()
        api.router.add_route("*", "/{path:.*}", behind)
        async with TestServer(api) as rest, ClientSession() as client:
            there = str(rest.make_url("")).rstrip("/")
            edge = application(Origins(there, there, there, site / "web"), Routes(site / "routes.json"))
            async with TestServer(edge) as origin:
                url = URL(str(origin.make_url("")).rstrip("/") + path, encoded=True)
                async with client.get(url) as said:
                    return _judged(path, said.status, await said.text())

    return asyncio.run(ask())


def _judged(path: str, status: int, text: str) -> Place:
    if text == "rest":
        return "rest"
    if status == 404:
        return "nothing"
    if status == 400:
        return "socket"  # which plain HTTP does not open
    assert status == 200
    return "page" if text == PAGE and path != "/index.html" else "file"


@pytest.mark.parametrize("path", PLACES)
def test_every_path_leads_where_the_table_says(site: Path, path: str) -> None:
    assert _place(site, path) == PLACES[path]
