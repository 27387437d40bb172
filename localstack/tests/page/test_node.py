"""Node is found, or it is said plainly what is missing."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from localstack.page import node
from localstack.stack.profile import ROOT

SCRIPT = ROOT / "localstack" / "node.sh"
TOOLS = ("sh", "dirname", "cat", "sha256sum", "mkdir", "flock", "date", "env", "readlink")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with nothing but the script, a lock, and a PATH without Node."""
    for folder in ("localstack", "web", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "localstack" / "node.sh").write_text(SCRIPT.read_text())
    (tmp_path / "localstack" / "environment.sh").write_text("echo 'no registry here'; exit 1\n")
    (tmp_path / "web" / "package-lock.json").write_text("{}")
    (tmp_path / "web" / ".npmrc").write_text("")
    for tool in TOOLS:
        found = subprocess.run(["which", tool], capture_output=True, text=True, check=True).stdout.strip()
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def _run(tree: Path) -> subprocess.CompletedProcess[str]:
    command, env = ["sh", "localstack/node.sh"], {"PATH": str(tree / "bin")}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)


def _program(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def _with_node(tree: Path, *, new: bool) -> None:
    """Stands in for Node: says whether it is new enough, and counts what npm was asked for."""
    _program(tree / "bin" / "node", f'[ "$1" = --version ] && echo v20 && exit 0; exit {0 if new else 1}')
    _program(tree / "bin" / "npm", f'echo "$@" >>{tree}/asked; mkdir -p node_modules')


def test_without_node_it_says_what_to_install(tree: Path) -> None:
    said = _run(tree)
    assert (said.returncode, said.stdout) == (1, "")
    assert "needs Node 20.19.0 or newer" in said.stderr


def test_an_old_node_is_not_taken(tree: Path) -> None:
    _with_node(tree, new=False)
    assert _run(tree).returncode == 1
    assert not (tree / "asked").exists()


def test_packages_are_installed_once_for_each_lock(tree: Path) -> None:
    _with_node(tree, new=True)
    for _ in range(2):
        assert _run(tree).stdout.strip() == str(tree / "bin")
    assert (tree / "asked").read_text() == "ci --silent\n"
    (tree / "web" / "package-lock.json").write_text('{"changed": 1}')
    _run(tree)
    assert (tree / "asked").read_text() == "ci --silent\n" * 2


def test_the_reason_reaches_whoever_asks(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tree / "bin"))
    with pytest.raises(node.NoNode, match="make web"):
        node.environment(tree)


def test_node_stands_first_on_the_path(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_node(tree, new=True)
    monkeypatch.setenv("PATH", f"{tree / 'bin'}{os.pathsep}/nowhere")
    assert node.environment(tree)["PATH"].split(os.pathsep)[0] == str(tree / "bin")
