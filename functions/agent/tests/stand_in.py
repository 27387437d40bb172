"""A stand-in for the model's server on loopback: it plays a script, answer by answer, and can misbehave on cue."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Chunk = dict[str, Any]
WAIT = 10.0  # seconds; a bound for what should take milliseconds


@dataclass
class Reply:
    """One answer. `cut` breaks the connection off after the last chunk; `hold` waits there for the event."""

    chunks: list[Chunk] = field(default_factory=list)
    status: int = 200
    cut: bool = False
    hold: Event | None = None
    raw: str = ""


def delta(finish: str | None = None, **members: Any) -> Chunk:
    choice = {"index": 0, "delta": members, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}


def usage(prompt: int, completion: int, cached: int = 0) -> Chunk:
    counted = {
        "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }  # fmt: skip
    return delta() | {"choices": [], "usage": counted}


def says(*words: str, tokens: tuple[int, int] = (100, 10)) -> Reply:
    return Reply([*(delta(content=word) for word in words), delta("stop"), usage(*tokens)])


def call_chunks(
    name: str, arguments: str, call_id: str = "call_1", index: int = 0, size: int = 7
) -> list[Chunk]:
    pieces = [arguments[at : at + size] for at in range(0, len(arguments), size)]
    first = {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": ""}}
    rest = [{"index": index, "function": {"arguments": piece}} for piece in pieces]
    return [delta(tool_calls=[piece]) for piece in [first, *rest]]


def calls(name: str, arguments: Any, call_id: str = "call_1", before: str = "") -> Reply:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    words = [delta(content=before)] if before else []
    return Reply([*words, *call_chunks(name, text, call_id), delta("tool_calls"), usage(100, 20)])


class StandIn:
    """Plays `script` from the front; a request too many gets 500."""

    def __init__(self, script: list[Reply]) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.url = ""


@contextmanager
def standing_in(*script: Reply) -> Iterator[StandIn]:
    model = StandIn(list(script))
    with loopback(_handler(model)) as url:
        model.url = f"{url}/v1"
        yield model


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the play; anything else shows as a failed request."""


@contextmanager
def loopback(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """An HTTP server on 127.0.0.1, for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(WAIT)


def _handler(model: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.requests.append(json.loads(body))
            reply = model.script.pop(0) if model.script else Reply(status=500)
            if reply.status == 200:
                _stream(self, reply)
            else:
                self.send_response(reply.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    return Handler


def _stream(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    send = _sender(handler)
    for chunk in reply.chunks:
        send(f"data: {json.dumps(chunk)}\n\n")
    if reply.raw:
        send(reply.raw)
    if reply.hold:
        reply.hold.wait(WAIT)
    if reply.cut:
        handler.close_connection = True
        return
    send("data: [DONE]\n\n")
    send("")


def _sender(handler: BaseHTTPRequestHandler) -> Callable[[str], None]:
    def send(text: str) -> None:
        data = text.encode()
        try:
            handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True

    return send
