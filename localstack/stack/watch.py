"""`make watch`: what is saved is deployed within seconds; a refused build is printed, the next save tries again."""

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from infra.progress import say

from . import fingerprint
from .fleet import PYTHONPATH
from .profile import ROOT, Profile

PAUSE = 0.3


def watch(profile: Profile, functions: Path = ROOT / "functions", rounds: int | None = None) -> None:
    """Until Ctrl-C (or for so many deploys); brings the stack up first."""
    last = _deployed(profile, functions)
    say(f"watching functions/, layers/ and infra/ (now {datetime.now():%H:%M:%S}); Ctrl-C ends")
    while rounds is None or rounds > 0:
        time.sleep(PAUSE)
        now = fingerprint.of(ROOT, functions)
        if now != last and now == _settled(functions):
            last = _deployed(profile, functions)
            rounds = None if rounds is None else rounds - 1


def _deployed(profile: Profile, functions: Path) -> str:
    """`up` in a process of its own, since a module that was imported once is not read again; the sources it saw."""
    sources = fingerprint.of(ROOT, functions)
    command = [sys.executable, "-m", "localstack.stack", "up", "--profile", profile.name]
    command += ["--functions", str(functions)]
    if subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": PYTHONPATH}).returncode:
        say("not deployed; the next save tries again")
    return sources


def _settled(functions: Path) -> str:
    """The sources a moment later: an editor may write several files."""
    time.sleep(PAUSE / 3)
    return fingerprint.of(ROOT, functions)
