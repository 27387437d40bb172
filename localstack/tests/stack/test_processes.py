"""Processes: ours are known by more than a number, and nobody else's is touched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from localstack.stack.processes import Failed, Process, Register, command_line, port_holder, wait_until
from localstack.tests.engines import free_port

LISTENS = (
    "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)"
)


def _process(folder: Path, port: int, name: str = "one") -> Process:
    return Process(name, (sys.executable, "-c", LISTENS, str(port)), port, folder / "log")


def _start(register: Register, process: Process) -> int:
    return register.start(process, dict(os.environ), Path.cwd())


def test_what_was_started_runs_and_is_stopped(tmp_path: Path) -> None:
    register, process = Register(tmp_path), _process(tmp_path, free_port())
    pid = _start(register, process)
    assert register.runs(process)
    assert register.running() == {"one": pid}
    assert register.stop() == ["one"]
    assert not register.runs(process)


def test_other_arguments_are_another_process(tmp_path: Path) -> None:
    register, process = Register(tmp_path), _process(tmp_path, free_port())
    _start(register, process)
    assert not register.runs(_process(tmp_path, free_port()))
    register.stop()


def test_a_stale_number_is_not_ours_and_is_not_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as bystander:
        entry = {"engine": {"pid": bystander.pid, "argv": ["something", "else"]}}
        (tmp_path / "processes.json").write_text(json.dumps(entry))
        register = Register(tmp_path)
        assert register.running() == {}
        assert register.stop() == []
        assert bystander.poll() is None
        bystander.communicate(b"\n")


def test_a_taken_port_is_refused_and_its_holder_named(tmp_path: Path) -> None:
    port = free_port()
    first, second = Register(tmp_path / "a"), Register(tmp_path / "b")
    pid = _start(first, _process(tmp_path, port))
    assert wait_until(lambda: port_holder(port) is not None, 5)
    with pytest.raises(Failed, match=f"taken by pid {pid}: .*GREENLIGHT_PORT"):
        _start(second, _process(tmp_path, port))
    first.stop()


def test_one_that_ignores_the_polite_signal_is_ended_all_the_same(tmp_path: Path) -> None:
    stubborn = "import signal, sys; signal.signal(15, signal.SIG_IGN); open(sys.argv[1], 'w'); signal.pause()"
    mark = tmp_path / "ready"
    process = Process("one", (sys.executable, "-c", stubborn, str(mark)), free_port(), tmp_path / "log")
    register = Register(tmp_path, patience=0.2)
    pid = _start(register, process)
    assert wait_until(mark.exists, 5)
    assert register.stop() == ["one"]
    assert command_line(pid) == []


def test_stopping_one_leaves_the_others(tmp_path: Path) -> None:
    register = Register(tmp_path)
    one, two = _process(tmp_path, free_port(), "one"), _process(tmp_path, free_port(), "two")
    for process in (one, two):
        _start(register, process)
    assert register.stop(["one"]) == ["one"]
    assert list(register.running()) == ["two"]
    register.stop()
