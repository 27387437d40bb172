"""The way to the platform from elsewhere: the same questions over HTTPS, proved by two tokens."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx2
import pytest
from greenlight import agui
from greenlight.errors import Unauthenticated

from functions.agent.elsewhere import Elsewhere
from functions.agent.errors import NoSuch, PlatformFailed
from functions.agent.platform import Hop, LivePlatform
from functions.agent.tests.fakes import HASH, context, tool
from functions.agent.tests.stand_in import loopback

EVENTS = [agui.step_started("s"), agui.text_content("m", "größer")]


def platform(hop: Hop) -> LivePlatform:
    return LivePlatform(hop, "token", "run_1", lambda _: None)


Heard = list[tuple[str, str, dict[str, str], bytes]]


def answering(*script: Any, heard: Heard | None = None) -> type[BaseHTTPRequestHandler]:
    """A handler that plays `(status, body)` pairs in turn."""
    answers = list(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if heard is not None:
                heard.append(
                    (self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, content)
                )
            status, body = answers.pop(0)
            text = b"" if status == 304 else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.send_header("ETag", f'"{HASH}"')
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    return Handler


@contextmanager
def web(*answers: tuple[int, Any]) -> Iterator[tuple[LivePlatform, Heard]]:
    """An agent elsewhere, and the API it talks to, which answers in turn."""
    heard: Heard = []
    with loopback(answering(*answers, heard=heard)) as url, httpx2.Client() as client:
        yield platform(Elsewhere(url, "run_1", lambda: "jwt", client)), heard


def test_elsewhere_both_tokens_go_with_every_request_and_none_into_a_body() -> None:
    with web((200, {"ok": True, "claimed": True, "context": context()})) as (agent, heard):
        brief = agent.claim("inv_1", 1234.5)
    assert brief is not None
    assert brief.agent_name == "Ada"
    method, path, headers, content = heard[0]
    assert (method, path) == ("POST", "/internal/runs/run_1/claim")
    assert headers["authorization"] == "Bearer jwt"
    assert headers["x-run-token"] == "token"
    assert json.loads(content) == {"invocation_id": "inv_1", "deadline": 1234}


def test_elsewhere_a_batch_is_ndjson_under_its_number() -> None:
    with web((200, {"ok": True, "seq": 2, "closed": True})) as (agent, heard):
        assert agent.append(7, EVENTS) is True
    _, path, headers, content = heard[0]
    assert path == "/internal/runs/run_1/events?batch=7"
    assert headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in content.decode().splitlines()] == EVENTS


def test_elsewhere_a_tool_call_goes_to_the_executor() -> None:
    with web((200, {"status": "ok", "result": {}})) as (agent, heard):
        agent.execute("call_1", "weights.create", {"kg": 82.5})
    assert heard[0][1] == "/internal/tools/execute"
    assert json.loads(heard[0][3]) == {
        "run_id": "run_1", "call_id": "call_1", "tool": "weights.create", "arguments": {"kg": 82.5},
    }  # fmt: skip


def test_elsewhere_a_review_and_a_park_have_doors_of_their_own() -> None:
    with web((200, {"status": "ok"}), (200, {"ok": True, "parked": True})) as (agent, heard):
        assert agent.review("final", "run_1.1.final", {"text": "Hi."}) == {"ok": True, "status": "ok"}
        agent.park(["weights"], [])
    assert [path for _, path, _, _ in heard] == ["/internal/tools/review", "/internal/tools/park"]
    assert [json.loads(content) for _, _, _, content in heard] == [
        {"run_id": "run_1", "kind": "final", "call_id": "run_1.1.final", "arguments": {"text": "Hi."}},
        {"run_id": "run_1", "loaded": ["weights"], "usage": []},
    ]


def test_elsewhere_the_catalogue_comes_with_an_etag_and_is_not_sent_twice() -> None:
    lines = {"hash": HASH, "index": [{"name": "weights", "about": "Body weight"}]}
    with web((200, lines), (304, None)) as (agent, heard):
        assert agent.index("").lines == (("weights", "Body weight"),)
        again = agent.index(HASH)
    assert (again.hash, again.lines) == (HASH, None)
    assert "if-none-match" not in heard[0][2]
    assert heard[1][2]["if-none-match"] == f'"{HASH}"'


def test_elsewhere_a_domain_is_fetched_by_name_and_an_unknown_one_is_told_apart() -> None:
    known = {
        "ok": True,
        "hash": HASH,
        "domain": "weights",
        "tools": [tool("weights", "get")],
        "doc": "# weights",
    }
    with web((200, known), (404, {"status": 404, "detail": "There is no such domain."})) as (agent, heard):
        assert agent.skill("weights").doc == "# weights"
        with pytest.raises(NoSuch, match="no such domain"):
            agent.skill("../runs")
    assert [path for _, path, _, _ in heard] == ["/capabilities/weights", "/capabilities/..%2Fruns"]


def test_elsewhere_a_gateway_error_is_asked_again_and_a_refusal_is_not() -> None:
    no = (401, {"status": 401, "detail": "This token has expired."})
    with web((503, {}), (429, {}), no) as (agent, heard), pytest.raises(PlatformFailed, match="has expired"):
        agent.append(1, EVENTS)
    assert len(heard) == 3


def test_elsewhere_a_catalogue_that_the_platform_did_not_sign_is_not_believed() -> None:
    def refuse(signature: str, document: bytes) -> None:
        raise Unauthenticated(f"{signature} {document!r}")

    with loopback(answering((200, {"hash": HASH, "index": []}))) as url, httpx2.Client() as client:
        agent = platform(Elsewhere(url, "run_1", lambda: "jwt", client, refuse))
        with pytest.raises(PlatformFailed, match="catalogue_forged"):
            agent.index("")


@pytest.mark.parametrize("body", [["no", "object"], "text"])
def test_elsewhere_an_answer_that_is_no_object_is_refused(body: Any) -> None:
    with web((200, body)) as (agent, _), pytest.raises(PlatformFailed, match="platform_fault"):
        agent.execute("c", "weights.get", {})


def test_elsewhere_a_run_that_is_not_there_is_refused() -> None:
    no = (404, {"status": 404, "detail": "There is no such run."})
    with web(no) as (agent, _), pytest.raises(PlatformFailed, match="no such run"):
        agent.execute("c", "weights.get", {})


def test_elsewhere_nobody_there() -> None:
    with httpx2.Client() as client, pytest.raises(PlatformFailed, match="did not answer"):
        platform(Elsewhere("http://127.0.0.1:9", "run_1", lambda: "jwt", client)).append(1, EVENTS)
