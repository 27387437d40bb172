"""Stands where AWS and the model would be, and notes how much CPU a process has used when its requests arrive."""

import json
import socket
import subprocess
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

PATIENCE = 30.0
MODEL = "/v1/chat/completions"
Json = dict[str, Any]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Unreached(Exception):
    """A probe ended, or took too long, without the request that was waited for."""


def cpu_ms(pid: int) -> float:
    """CPU time of a live process and its threads, from the scheduler's own nanoseconds."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


class Sink:
    """One probe at a time. `answers` maps a part of the path to a JSON body; any other request is left hanging."""

    def __init__(self, answers: dict[str, Json]) -> None:
        self._answers = answers
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.seen: list[tuple[str, float]] = []
        self._stop = threading.Event()
        self._pid: Callable[[], int] = lambda: 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def watch(
        self, command: list[str], event: Json, environment: dict[str, str], patience: float = 30
    ) -> list[tuple[str, float]]:
        """Run a probe until a request is left hanging; the path of each request and the CPU used by then, in ms."""
        self.seen, self._stop = [], threading.Event()
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, env=environment, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, text=True
        )
        self._pid = lambda: process.pid
        assert process.stdin
        process.stdin.write(json.dumps(event))
        process.stdin.close()
        end = time.monotonic() + PATIENCE
        while not self._stop.wait(0.02) and process.poll() is None and time.monotonic() < end:
            pass
        process.kill()
        errors = process.stderr.read() if process.stderr else ""
        process.wait()
        if not self._stop.is_set():
            raise Unreached(
                f"{' '.join(command[3:])} left no request hanging, only {self.seen}\n{errors[-2000:]}"
            )
        return self.seen

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        """A probe that is killed takes its connections with it."""
        with connection:
            while head := _request(connection):
                self.seen.append((head, cpu_ms(self._pid())))
                body = next((b for part, b in self._answers.items() if part in head), None)
                if body is None:
                    self._stop.set()
                    connection.recv(1)
                    return
                text = json.dumps(body).encode()
                connection.sendall(HEAD % len(text) + text)


def _request(connection: socket.socket) -> str:
    """Read one request; its path and target, empty at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        try:
            piece = connection.recv(65536)
        except ConnectionError:
            return ""
        if not piece:
            return ""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return f"{lines[0].split()[1]} {headers.get('x-amz-target', '')}".strip()


def unsigned_token(claims: Json, typ: str, kid: str) -> str:
    """A token in the form of ours; it is never verified, since the key is the first thing that is asked for."""
    parts = [{"alg": "RS256", "typ": typ, "kid": kid}, claims]
    return ".".join([*(_b64(json.dumps(part).encode()) for part in parts), _b64(b"x" * 256)])


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
