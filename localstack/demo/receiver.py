"""Where the demonstration's request goes: the receiver stand-in, the one place of this machine that calls may go to."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from localstack.stack.processes import wait_until
from localstack.stack.profile import ROOT, profile

PATIENCE = 20  # seconds
Json = dict[str, Any]


@dataclass(frozen=True)
class Receiver:
    """`address` is "127.0.0.1:PORT"; each demonstration has a path of its own there."""

    address: str
    path: str

    @property
    def url(self) -> str:
        return f"http://{self.address}{self.path}"

    def arrived(self) -> list[str]:
        """What came for this path, each request as it stood on the wire."""
        with urllib.request.urlopen(f"http://{self.address}/_received", timeout=5) as answer:
            requests: list[Json] = json.load(answer)["requests"]
        return [request["raw"] for request in requests if request["path"] == self.path]


@contextmanager
def receiving(stage: str, path: str) -> Iterator[Receiver]:
    """The one that listens already, or one that is started for as long as the block lasts."""
    receiver = Receiver(profile(stage).stand_in, path)
    if _listens(receiver):
        yield receiver
        return
    command = [sys.executable, "-m", "tests.standins.receiver", "--port", receiver.address.rpartition(":")[2]]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            wait_until(lambda: _listens(receiver) or process.poll() is not None, PATIENCE)
            yield receiver
        finally:
            process.terminate()


def _listens(receiver: Receiver) -> bool:
    try:
        receiver.arrived()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True
