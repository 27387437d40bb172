"""The processes of one local stack: what each is started with, and how one tells that it is ready."""

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

from .processes import Failed, Process, Register, wait_until
from .profile import AUDIENCE, ENGINE_PYTHON, ROOT, Profile

READY_WITHIN = 60.0
PYTHONPATH = f"{ROOT}{os.pathsep}{ROOT / 'layers' / 'greenlight' / 'python'}"
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE")
HEALTH = {"engine": "/_ministack/ready", "model": "/health", "sign-in": "/local/jwks", "edge": "/health"}


class Fleet:
    """Starts, checks and stops the processes of one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.register = Register(profile.state)

    @property
    def engine_state(self) -> Path:
        return self.profile.state / "engine-state"

    def engine(self) -> Process:
        return self._process(
            "engine", str(ENGINE_PYTHON), "-m", "localstack.engine", "--state", str(self.engine_state)
        )

    def model(self) -> Process:
        fast = ("--delay-ms", "1") if self.profile.name == "test" else ()
        return self._process("model", sys.executable, "-m", "localstack.model", *fast)

    def sign_in(self) -> Process:
        key = self.profile.state / "sign-in.pem"
        asked = ("--issuer", self.profile.issuer, "--audience", AUDIENCE, "--key", str(key))
        return self._process("sign-in", sys.executable, "-m", "localstack.sign_in", *asked)

    def edge(self, rest_url: str, socket_url: str, routes: Path) -> Process:
        socket = socket_url.replace("http", "ws", 1)
        asked = ("--rest", rest_url, "--socket", socket, "--sign-in", self.profile.url("sign-in"))
        page = ("--web", str(ROOT / "web" / "dist"))
        return self._process(
            "edge", sys.executable, "-m", "localstack.edge", *asked, "--routes", str(routes), *page
        )

    def ensure(self, process: Process) -> str:
        """Start it unless it runs with just these arguments; what was done, in a word. Raises Failed."""
        if self.register.runs(process):
            return "runs already"
        replaced = self.register.stop([process.name])
        self.register.start(process, _environment(), ROOT)
        return "restarted" if replaced else "started"

    def await_ready(self, process: Process) -> None:
        """Raises Failed, with the end of its log, if it ended or does not answer."""
        url = f"http://127.0.0.1:{process.port}{HEALTH[process.name]}"
        done = wait_until(lambda: _answers(url) or not self.register.runs(process), READY_WITHIN)
        if not done or not self.register.runs(process):
            tail = "\n".join(process.log.read_text(errors="replace").splitlines()[-15:])
            raise Failed(f"{process.name} did not come up. The end of {process.log}:\n{tail}")

    def _process(self, name: str, program: str, *arguments: str) -> Process:
        port = self.profile.ports[name]
        return Process(name, (program, *arguments, "--port", str(port)), port, self.profile.log(name))


def _environment() -> dict[str, str]:
    """No secret and no AWS setting of the developer's shell reaches a process of the stack."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PYTHONPATH": PYTHONPATH}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310, loopback by construction
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
