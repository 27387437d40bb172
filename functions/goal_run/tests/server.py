"""The model's server on loopback: the offline stand-in's own words, or what a test wants it to answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from localstack.model.reply import Reply, reply_to
from localstack.model.stream import document

Json = dict[str, Any]


class ModelServer:
    """`script` plays first: a status, or the text of an answer; then the stand-in answers.

    `costs` are the tokens that each call is told to have used; with `counts` off, none are told.
    """

    def __init__(self) -> None:
        self.requests: list[Json] = []
        self.script: list[int | str] = []
        self.url = ""
        self.counts = True
        self.costs: tuple[int, int] | None = None

    def answer(self, asked: Json) -> tuple[int, Json]:
        self.requests.append(asked)
        said = self.script.pop(0) if self.script else reply_to(asked).text
        if isinstance(said, int):
            return said, {"error": {"message": "no"}}
        return 200, self._counted(document(asked, Reply(said)))

    def _counted(self, answer: Json) -> Json:
        if not self.counts:
            return answer | {"usage": None}
        if self.costs:
            return answer | {"usage": {"prompt_tokens": self.costs[0], "completion_tokens": self.costs[1],
                                       "total_tokens": sum(self.costs)}}  # fmt: skip
        return answer

    @property
    def named(self) -> list[str]:
        """What was asked for, by the schemas' names."""
        return [one["response_format"]["json_schema"]["name"] for one in self.requests]


@contextmanager
def serving() -> Iterator[ModelServer]:
    model = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = model.answer(asked)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield model
    server.shutdown()
    server.server_close()
