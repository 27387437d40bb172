"""The page and its files, as the edge serves them: what is kept, what is asked for again, what may run in it."""

import asyncio
import gzip
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from multidict import CIMultiDict
from yarl import URL

from infra.page_headers import PAGE_HEADERS
from localstack.edge.routes import Routes
from localstack.edge.server import Origins, application

APP = b"'the app'".ljust(2000)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "routes.json").write_text('{"rest": ["/health"]}')
    served = tmp_path / "web"
    (served / "assets").mkdir(parents=True)
    (served / "index.html").write_text("<p>the page</p>")
    (served / "favicon.svg").write_text("<svg/>")
    (served / ".greenlight").write_text("{}")
    (served / "assets" / "app-1a2b.js").write_bytes(APP)
    (served / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(APP, mtime=0))
    return tmp_path


def _get(site: Path, path: str, **headers: str) -> tuple[int, bytes, CIMultiDict[str]]:
    async def ask() -> tuple[int, bytes, CIMultiDict[str]]:
        origins = Origins("http://127.0.0.1:9", "ws://127.0.0.1:9", "http://127.0.0.1:9", site / "web")
        app = application(origins, Routes(site / "routes.json"))
        async with TestServer(app) as edge, ClientSession(auto_decompress=False) as client:
            asked = {"Accept-Encoding": "", **headers}
            async with client.get(
                URL(f"{edge.make_url('')}".rstrip("/") + path, encoded=True), headers=asked
            ) as said:
                return said.status, await said.read(), CIMultiDict(said.headers)

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/", "/index.html", "/chat/thr_1", "/assets/app-1a2b.js", "/favicon.svg"])
def test_everything_of_the_page_carries_its_headers(site: Path, path: str) -> None:
    status, _, headers = _get(site, path)
    assert status == 200
    assert {name: headers[name] for name in PAGE_HEADERS} == PAGE_HEADERS


def test_no_script_runs_but_the_pages_own_files() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE_HEADERS["Content-Security-Policy"].split("; "))
    assert rules["script-src"] == rules["connect-src"] == rules["default-src"] == "'self'"
    assert rules["object-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"


def test_a_hashed_file_is_kept_for_ever_and_the_page_is_asked_for_again(site: Path) -> None:
    assert "immutable" in _get(site, "/assets/app-1a2b.js")[2]["Cache-Control"]
    _, _, headers = _get(site, "/inbox")
    assert headers["Cache-Control"] == "no-cache"
    assert _get(site, "/inbox", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_who_takes_gzip_gets_it_and_who_does_not_gets_the_file(site: Path) -> None:
    _, packed, headers = _get(site, "/assets/app-1a2b.js", **{"Accept-Encoding": "gzip, br"})
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert "javascript" in headers["Content-Type"]
    assert len(packed) < len(APP) / 10
    assert gzip.decompress(packed) == _get(site, "/assets/app-1a2b.js")[1] == APP


@pytest.mark.parametrize(
    "path", ["/assets/old-3c4d.js", "/x.png", "/assets/app-1a2b.js.gz", "/.greenlight", "/.git/config"]
)
def test_what_is_no_file_of_the_page_is_a_404_problem(site: Path, path: str) -> None:
    status, _, headers = _get(site, path)
    assert (status, headers["Content-Type"]) == (404, "application/problem+json")


def test_where_the_page_is_not_built_the_answer_says_what_to_do(site: Path) -> None:
    (site / "web" / "index.html").unlink()
    status, said, _ = _get(site, "/")
    assert status == 404
    assert b"make web" in said
