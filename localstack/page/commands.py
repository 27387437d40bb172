"""`python -m localstack.page COMMAND`: what the Makefile's words for the page run."""

import argparse
import subprocess
from collections.abc import Callable, Mapping, Sequence

from infra.progress import say, step
from localstack.stack.profile import profile

from . import node
from .build import WEB, NotBuilt, build


def _build() -> int:
    with step("page") as notes:
        notes.append("built" if build().changed else "has not changed")
    return 0


def _check() -> int:
    """Types of the API, format and lint, types of the page."""
    return _npm("check", node.environment())


def _test() -> int:
    """vitest; its own last lines say how many tests there were."""
    return _npm("test", node.environment())


def _dev() -> int:
    """Vite with live reload, before the running stack."""
    local = profile("local")
    if not local.stack_file.exists():
        say("The stack is not running, and the page needs it: make up")
        return 1
    env = node.environment() | {"GREENLIGHT_EDGE": local.url("edge")}
    subprocess.run(["npm", "run", "-s", "types"], cwd=WEB, env=env, check=True, stdout=subprocess.DEVNULL)
    return _npm("dev", env)


def _npm(script: str, env: Mapping[str, str]) -> int:
    return subprocess.run(["npm", "run", "-s", script], cwd=WEB, env=env, check=False).returncode


COMMANDS: dict[str, Callable[[], int]] = {"build": _build, "check": _check, "test": _test, "dev": _dev}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 for trouble that was explained."""
    parser = argparse.ArgumentParser(prog="python -m localstack.page", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    try:
        return COMMANDS[parser.parse_args(arguments).command]()
    except (node.NoNode, NotBuilt) as trouble:
        say(f"\n{trouble}")
        return 1
    except KeyboardInterrupt:
        return 130
