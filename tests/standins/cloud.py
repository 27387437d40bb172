"""Lambda's invoke API and the sockets' management API on loopback: calls reach real handlers, frames are kept."""

import json
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import pytest
from greenlight import aws
from greenlight.threads import fanout

Function = Callable[[dict[str, Any]], Any]
_INVOKE = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")
ERRORS = {410: "GoneException", 429: "TooManyRequestsException"}
_POST = re.compile(r"/@connections/(.+)")


class Cloud:
    """`functions` by physical name answer synchronous calls; asynchronous ones are only kept in `started`."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}
        self.started: list[tuple[str, dict[str, Any]]] = []
        self.frames: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.gone: set[str] = set()
        self.hung_up: list[str] = []
        self.refusing: dict[str, int] = {}  # connection: HTTP status
        self.throttled: set[str] = set()
        self.failing: dict[str, str] = {}  # function: the class name of its fault
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        if sent := _POST.fullmatch(path):
            return self._push(unquote(sent[1]), body)
        invoked = _INVOKE.fullmatch(path)
        if not invoked:
            return 404, b"{}"
        if unquote(invoked[1]) in self.throttled:
            return 429, b"{}"
        if headers.get("X-Amz-Invocation-Type") == "Event":
            self.started.append((unquote(invoked[1]), json.loads(body)))
            return 202, b""
        if fault := self.failing.get(unquote(invoked[1])):
            return 200, json.dumps({"errorType": fault, "errorMessage": ""}).encode()
        return 200, json.dumps(self.functions[unquote(invoked[1])](json.loads(body))).encode()

    def _push(self, connection: str, body: bytes) -> tuple[int, bytes]:
        if connection in self.gone or connection in self.refusing:
            return self.refusing.get(connection, 410), b'{"message":"no"}'
        self.frames[connection].append(json.loads(body))
        return 200, b""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        cloud = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, answer = cloud.answer(self.path, self.headers, body)
                self.send_response(status)
                if b'"errorType"' in answer:
                    self.send_header("X-Amz-Function-Error", "Unhandled")
                if name := ERRORS.get(status):
                    self.send_header("x-amzn-ErrorType", name)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def do_DELETE(self) -> None:
                if hung_up := _POST.fullmatch(self.path):
                    cloud.hung_up.append(unquote(hung_up[1]))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        return Handler


@contextmanager
def open_cloud() -> Iterator[Cloud]:
    """The environment then leads Lambda and socket calls here; everything else goes to the account."""
    cloud = Cloud()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_LAMBDA", cloud.url)
        patch.setenv("SOCKET_ENDPOINT", cloud.url)
        aws.client.cache_clear()
        fanout.sockets.cache_clear()
        yield cloud
    cloud.stop()
    aws.client.cache_clear()
    fanout.sockets.cache_clear()
