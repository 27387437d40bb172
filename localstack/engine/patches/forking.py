"""Lambda workers are forked from one warm process instead of started: a cold start costs tens of milliseconds, not 600.

Fifty concurrent runs need some two hundred workers; forked ones share the memory of the libraries they all import.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

from . import replace
from .layers import spawning

NURSERY = Path(__file__).with_name("nursery.py")


class Forked:
    """A worker process with the part of `Popen`'s face that the engine uses."""

    def __init__(self, pid: int, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self._fd = os.pidfd_open(pid)
        self._poll = select.poll()
        self._poll.register(self._fd, select.POLLIN)
        weakref.finalize(self, os.close, self._fd)

    def poll(self) -> int | None:
        """0 once it has ended (its exit code went to its parent), else None."""
        return 0 if self._poll.poll(0) else None

    def wait(self, timeout: float | None = None) -> int:
        if not self._poll.poll(None if timeout is None else timeout * 1000):
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        return 0

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._fd, number)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)


class Nursery:
    """The warm process; asked over a socket, one request at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket, child = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(NURSERY), str(child.fileno())], pass_fds=[child.fileno()]
        )
        child.close()

    def fork(self, script: str, cwd: str, env: dict[str, str]) -> Forked:
        """Raises OSError when the warm process is gone."""
        (child_in, stdin), (stdout, child_out), (stderr, child_err) = os.pipe(), os.pipe(), os.pipe()
        order = json.dumps({"script": script, "cwd": cwd, "env": env}).encode()
        with self._lock:
            socket.send_fds(self._socket, [order], [child_in, child_out, child_err])
            answer = self._socket.recv(64)
        for fd in (child_in, child_out, child_err):
            os.close(fd)
        if not answer:
            raise OSError("the engine's warm process has ended")
        streams = os.fdopen(stdin, "w", buffering=1), os.fdopen(stdout), os.fdopen(stderr, errors="replace")
        return Forked(int(answer), *streams)


def _popen(nursery: Nursery) -> Any:
    def popen(args: list[str], **kwargs: Any) -> Any:
        env = kwargs.get("env") or {}
        if directories := spawning.get():
            env["_LAMBDA_LAYERS_DIRS"] = os.pathsep.join(directories)
        if args[0] == sys.executable and args[1].endswith("_worker.py"):
            return nursery.fork(args[1], kwargs["cwd"], env)
        return subprocess.Popen(args, **kwargs)

    return popen


def apply() -> None:
    from ministack.core import lambda_runtime

    nursery = Nursery()
    faces = {name: getattr(subprocess, name) for name in subprocess.__all__} | {"Popen": _popen(nursery)}
    replace(lambda_runtime, "subprocess", lambda _: SimpleNamespace(**faces))
