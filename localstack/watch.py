"""`make watch`: what is saved is deployed within seconds; a refused build is printed, the next save tries again."""

import subprocess
import sys
import time
from datetime import datetime

from infra.progress import say

from . import fingerprint
from .profile import ROOT, Profile

PAUSE = 0.3


def watch(profile: Profile, rounds: int | None = None) -> None:
    """Until Ctrl-C (or for so many deploys); brings the stack up first."""
    last = _deployed(profile)
    say(f"watching functions/, layers/ and infra/ (now {datetime.now():%H:%M:%S}); Ctrl-C ends")
    while rounds is None or rounds > 0:
        time.sleep(PAUSE)
        if (now := _sources()) != last and now == _settled():
            _deployed(profile)
            last = now
            rounds = None if rounds is None else rounds - 1


def _deployed(profile: Profile) -> str:
    """`up` in a process of its own, since a module that was imported once is not read again; the sources it saw."""
    sources = _sources()
    command = [sys.executable, "-m", "localstack.stack", "up", "--profile", profile.name]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        say("not deployed; the next save tries again")
    return sources


def _settled() -> str:
    """The sources a moment later: an editor may write several files."""
    time.sleep(PAUSE / 3)
    return _sources()


def _sources() -> str:
    return fingerprint.of(ROOT, ROOT / "functions")
