"""The stack's processes: started once, known by pid *and* command line, stopped gently; never anybody else's."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 20.0
_children: dict[int, subprocess.Popen[bytes]] = {}  # those this very program started, to be reaped by it


def _reap() -> None:
    """Those that ended by themselves are no longer ours to wait for."""
    for pid, child in list(_children.items()):
        if child.poll() is not None:
            del _children[pid]


class Failed(Exception):
    """The stack cannot do what was asked; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Process:
    """What should run, and whether it does is asked of the system, not of a file."""

    name: str
    argv: tuple[str, ...]
    port: int
    log: Path


class Register:
    """The pids we started, in `processes.json`; a pid counts only while its command line is the one we gave it."""

    def __init__(self, state: Path, patience: float = PATIENCE) -> None:
        """`patience` in seconds, between asking a process to end and ending it."""
        self._file = state / "processes.json"
        self._patience = patience

    def running(self) -> dict[str, int]:
        """Live processes of ours by name; entries that went stale are left out."""
        return {n: e["pid"] for n, e in self._entries().items() if command_line(e["pid"]) == e["argv"]}

    def runs(self, process: Process) -> bool:
        """True if it runs with exactly these arguments."""
        pid = self.running().get(process.name)
        return pid is not None and command_line(pid) == list(process.argv)

    def start(self, process: Process, env: Mapping[str, str], cwd: Path) -> int:
        """Start it in a session of its own, so that Ctrl-C in our terminal does not reach it. Raises Failed."""
        if (holder := port_holder(process.port)) is not None:
            raise Failed(
                f"Port {process.port} ({process.name}) is taken by {holder}. Stop that, or choose others: "
                "GREENLIGHT_PORT=<port> (the tests: GREENLIGHT_TEST_PORT) takes that port and the three above."
            )
        _reap()
        process.log.parent.mkdir(parents=True, exist_ok=True)
        with process.log.open("ab") as log:
            child = subprocess.Popen(
                process.argv, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self._write(self._entries() | {process.name: {"pid": child.pid, "argv": list(process.argv)}})
        _children[child.pid] = child
        # The system knows its arguments a moment after it runs.
        wait_until(lambda: child.poll() is not None or command_line(child.pid) == list(process.argv), 2)
        return child.pid

    def stop(self, names: Sequence[str] | None = None) -> list[str]:
        """End ours of these names (None: all) by SIGTERM, at last by SIGKILL; returns those that were running."""
        ours = {n: pid for n, pid in self.running().items() if names is None or n in names}
        entries = self._entries()
        for name, pid in ours.items():
            _end(pid, entries[name]["argv"], self._patience)
            if child := _children.pop(pid, None):
                child.wait()
        self._write({n: e for n, e in self._entries().items() if names is not None and n not in names})
        return list(ours)

    def _entries(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = json.loads(self._file.read_text()) if self._file.exists() else {}
        return found

    def _write(self, entries: Mapping[str, object]) -> None:
        if not entries:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".draft")
        draft.write_text(json.dumps(entries, indent=1) + "\n")
        os.replace(draft, self._file)


def command_line(pid: object) -> list[str]:
    """The arguments of a live process, empty if there is none (a zombie has none either)."""
    try:
        text = Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.removesuffix("\0").split("\0") if text else []


def _end(pid: int, argv: object, patience: float) -> None:
    os.kill(pid, signal.SIGTERM)
    if not wait_until(lambda: command_line(pid) != argv, patience):
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: command_line(pid) != argv, PATIENCE)


def port_holder(port: int) -> str | None:
    """Who listens there ("pid 12: python …"), None if the port is free."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) != 0:
            return None
    inode = _listening_inode(port)
    for folder in Path("/proc").glob("[0-9]*"):
        if inode and _holds(folder, inode):
            return f"pid {folder.name}: {' '.join(command_line(folder.name))[:120]}"
    return "another program"


def _listening_inode(port: int) -> str | None:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = (
            (line.split() for line in Path(table).read_text().splitlines()[1:])
            if Path(table).exists()
            else ()
        )
        for row in rows:
            if row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port:
                return row[9]
    return None


def _holds(folder: Path, inode: str) -> bool:
    try:
        return any(os.readlink(fd) == f"socket:[{inode}]" for fd in (folder / "fd").iterdir())
    except OSError:
        return False  # ended meanwhile, or another user's


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Poll until it holds; False if it did not within this time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
