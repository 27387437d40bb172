"""`python -m localstack.stack COMMAND`: what the Makefile's words for the local stack run."""

import argparse
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from greenlight.errors import Refused

from infra.progress import say, step
from infra.stack import DeployFailed

from . import logs, settings, status, up, watch
from .clients import NotLocal
from .processes import Failed
from .profile import ROOT, Profile, profile

TROUBLE = (Failed, Refused, DeployFailed, NotLocal, settings.Incomplete, subprocess.CalledProcessError)


def _up(which: Profile, options: argparse.Namespace) -> None:
    up.Up(which, options.functions).run()


def _down(which: Profile, _options: argparse.Namespace) -> None:
    with step("stop") as notes:
        notes.append(", ".join(up.down(which)) or "nothing was running")


def _reset(which: Profile, _options: argparse.Namespace) -> None:
    with step("stop, delete all data"):
        up.reset(which)


def _status(which: Profile, _options: argparse.Namespace) -> None:
    for line in status.lines(which):
        say(line)


def _logs(which: Profile, options: argparse.Namespace) -> None:
    for line in logs.lines(which, options.function, follow=options.follow):
        say(line)


def _watch(which: Profile, options: argparse.Namespace) -> None:
    watch.watch(which, options.functions)


COMMANDS: dict[str, Callable[[Profile, argparse.Namespace], None]] = {
    "up": _up,
    "down": _down,
    "reset": _reset,
    "status": _status,
    "logs": _logs,
    "watch": _watch,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, 1 for trouble that was explained, 130 for Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m localstack.stack", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("function", nargs="?", default="", help="logs: a Lambda's name, or a part of it")
    parser.add_argument("--profile", choices=["local", "test"], default="local")
    parser.add_argument("--follow", action="store_true", help="logs: go on printing")
    parser.add_argument("--functions", type=Path, default=ROOT / "functions", help="another tree")
    options = parser.parse_args(arguments)
    try:
        COMMANDS[options.command](profile(options.profile), options)
    except TROUBLE as trouble:
        say(f"\n{getattr(trouble, 'detail', trouble)}")
        return 1
    except KeyboardInterrupt:
        say("\nstopped; what runs already stays (make down ends it, make up goes on).")
        return 130
    return 0
