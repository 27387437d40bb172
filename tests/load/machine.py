"""What was measured on, and how busy it was: figures without these say nothing."""

import os
import platform
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def description() -> str:
    """Processor, cores, interpreter, and the load average at this moment."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    name = names[0] if names else platform.machine()
    return f"{name}, {cores} cores, Python {platform.python_version()}, load {load}"


def family(root: int) -> list[int]:
    """A process and all its descendants that live."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def cpu_seconds(roots: list[int]) -> float:
    """User and system time of these processes and their descendants, those that ended included."""
    total = 0
    for root in roots:
        for pid in family(root):
            if fields := _stat(pid):
                total += sum(int(ticks) for ticks in fields[11:15])
    return total / TICKS


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat after the name, empty for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
