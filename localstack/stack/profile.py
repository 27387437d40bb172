"""Which local stack: `local` (make up) or `test`; each has ports, a state directory and a stage of its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE_PYTHON = ROOT / ".local" / "engine" / "bin" / "python"
REGION = "eu-central-1"
HOST = "127.0.0.1"
AUDIENCE = "greenlight-local"
PORTS = {"local": ("GREENLIGHT_PORT", 8600), "test": ("GREENLIGHT_TEST_PORT", 8700)}


@dataclass(frozen=True, slots=True)
class Profile:
    """Names and addresses of one local stack; `port` is the edge's, the others follow it."""

    name: str
    port: int
    state: Path

    @property
    def stage(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        return f"greenlight-{self.stage}"

    @property
    def ports(self) -> dict[str, int]:
        """By process, in the order in which they start."""
        return {
            "engine": self.port + 1,
            "model": self.port + 2,
            "sign-in": self.port + 3,
            "edge": self.port,
        }

    def url(self, process: str) -> str:
        return f"http://{HOST}:{self.ports[process]}"

    @property
    def stand_in(self) -> str:
        """Where an approved call may go on this machine: whoever wants to receive one listens there."""
        return f"{HOST}:{self.port + 5}"

    @property
    def stand_ins(self) -> dict[str, str]:
        """Where this stack looks for the outside, by whom it takes there for real (tests/standins/networks.py)."""
        outside = ("mastodon", "graph", "linkedin", "x", "delta")
        return {name: f"http://{HOST}:{self.port + 6 + at}" for at, name in enumerate(outside)}

    @property
    def issuer(self) -> str:
        """The OIDC issuer that the local sign-in is, as its tokens name it."""
        return f"{self.url('edge')}/local"

    @property
    def ws_url(self) -> str:
        return f"ws://{HOST}:{self.port}/realtime"

    @property
    def stack_file(self) -> Path:
        """Written when all is ready, for scripts and tests; there is no file while the stack is down."""
        return self.state / "stack.json"

    def log(self, process: str) -> Path:
        return self.state / "logs" / f"{process}.log"


def profile(name: str = "local", environ: Mapping[str, str] = os.environ) -> Profile:
    """Raises KeyError for a profile that does not exist."""
    variable, default = PORTS[name]
    state = ROOT / ".local" if name == "local" else ROOT / ".local" / name
    return Profile(name, int(environ.get(variable, default)), state)
