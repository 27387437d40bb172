"""Step Functions' API on loopback: task tokens are told and kept, executions have the status that a test gives them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from greenlight import aws

Json = dict[str, Any]


class States:
    """`closed` are tokens that take nothing any more; `executions` are statuses by name."""

    def __init__(self) -> None:
        self.closed: set[str] = set()
        self.completed: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.executions: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, operation: str, body: Json) -> tuple[int, Json]:
        if operation == "DescribeExecution":
            return self._describe(body["executionArn"])
        if body["taskToken"] in self.closed:
            return 400, {"__type": "TaskTimedOut", "message": "closed"}
        if operation == "SendTaskFailure":
            self.failed.append((body["taskToken"], body["error"]))
        else:
            self.completed.append(body["taskToken"])
        return 200, {}

    def _describe(self, arn: str) -> tuple[int, Json]:
        status = self.executions.get(arn.rpartition(":")[2])
        if status is None:
            return 400, {"__type": "ExecutionDoesNotExist", "message": arn}
        machine = arn.rpartition(":")[0].replace(":execution:", ":stateMachine:")
        return 200, {"executionArn": arn, "stateMachineArn": machine, "status": status, "startDate": 0}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        states = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = states.answer(self.headers["X-Amz-Target"].partition(".")[2], body)
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        return Handler


@contextmanager
def open_states() -> Iterator[States]:
    """The environment then leads Step Functions' calls here; everything else goes to the account."""
    states = States()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_SFN", states.url)
        aws.client.cache_clear()
        yield states
    states.stop()
    aws.client.cache_clear()
