"""Builds the page where its sources have changed, and publishes it to the folder that the edge serves."""

import fcntl
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localstack.stack.profile import ROOT

from . import node
from .publish import publish, record
from .sources import fingerprint

WEB, OPENAPI = ROOT / "web", ROOT / "docs" / "openapi.json"
SERVED = WEB / "dist"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
STATE = ROOT / ".local" / "page"


class NotBuilt(Exception):
    """The build was refused; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: `changed` is False where nothing had to be done."""

    changed: bool
    seconds: float


def build() -> Built:
    """Raises NotBuilt and NoNode; what was served before is served still."""
    began = time.perf_counter()
    with _alone():
        wanted = fingerprint(WEB, OPENAPI)
        changed = record(SERVED).get("fingerprint") != wanted
        if changed:
            publish(_run(STATE / "build"), SERVED, wanted)
    return Built(changed, time.perf_counter() - began)


def for_the_stack() -> str:
    """As `build`, for `make up`, which goes on without a page: what came of it, in words."""
    try:
        done = build()
    except (NotBuilt, node.NoNode) as trouble:
        left = "the one before is served" if (SERVED / "index.html").is_file() else "there is none"
        return f"NOT BUILT, so {left}. make web tries again.\n{trouble}"
    return f"built meanwhile in {done.seconds:.1f} s" if done.changed else "has not changed"


def _run(out: Path) -> Path:
    shutil.rmtree(out, ignore_errors=True)
    command = ["npm", "run", "-s", "build", "--", "--outDir", str(out), "--emptyOutDir", "--logLevel", "warn"]
    done = subprocess.run(
        command, cwd=WEB, env=node.environment(), check=False, text=True, capture_output=True
    )
    if done.returncode:
        raise NotBuilt(COLOURS.sub("", f"{done.stdout}{done.stderr}").strip())
    return out


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time, whichever process asks; the next finds it done."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
