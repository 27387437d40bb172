"""`make status`: what runs, where, since when, how much memory."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from .fleet import Fleet
from .processes import port_holder
from .profile import Profile

PAGE = os.sysconf("SC_PAGE_SIZE")


def lines(profile: Profile) -> Iterator[str]:
    """A small table, one process a line."""
    running = Fleet(profile).register.running()
    yield f"{'process':<10}{'port':>6}{'pid':>9}{'up':>10}{'MB':>7}  {'log'}"
    for name, port in profile.ports.items():
        if name in running:
            pid = running[name]
            facts = f"{pid:>9}{_age(pid):>10}{_megabytes(pid):>7}"
        else:
            holder = port_holder(port)
            facts = f"{'down':>9}" + (f"  port taken by {holder}" if holder else "")
        yield f"{name:<10}{port:>6}{facts}  {profile.log(name)}"
    ready = profile.stack_file.exists() and "edge" in running
    yield f"ready: {profile.url('edge')}" if ready else "not ready: make up"


def _age(pid: int) -> str:
    minutes, seconds = divmod(int(time.time() - Path(f"/proc/{pid}").stat().st_ctime), 60)
    return f"{minutes} min" if minutes else f"{seconds} s"


def _megabytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE // 1_000_000
