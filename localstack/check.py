"""`make check`: format, lint, types, templates; all of them, even if one is red, each with its time."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from infra.progress import say

from .stack.profile import ROOT

Command = tuple[str, ...]
PYTHON = sys.executable
TEMPLATES, CATALOGUE = ROOT / "build" / "templates", ROOT / "build" / "catalogue.json"
STEPS: dict[str, tuple[Command, str]] = {
    "format": ((PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."), "ruff format ."),
    "lint": ((PYTHON, "-m", "ruff", "check", "--quiet", "."), "ruff check --fix ."),
    "types": ((PYTHON, "-m", "mypy", "."), "mypy ."),
    "build": ((PYTHON, "-m", "infra.build", "--no-layers"), "make build"),
    "web": ((PYTHON, "-m", "localstack.page", "check"), "cd web && npm run fix"),
}


def main() -> int:
    """0 if every step is green."""
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(_run, STEPS))
    results.append(_run_command("templates", _templates(TEMPLATES), "cfn-lint build/templates/*.json"))
    if CATALOGUE.is_file():
        say(f"  not strict, so checked by us alone: {', '.join(loose(json.loads(CATALOGUE.read_text())))}")
    say(f"check: {'green' if all(results) else 'RED'} in {time.perf_counter() - began:.0f} s")
    return 0 if all(results) else 1


def loose(catalogue: Mapping[str, Any]) -> list[str]:
    """The tools whose schema no model provider holds a model to (contracts §7), by name."""
    return [
        f"{domain}.{name}"
        for domain, described in sorted(catalogue["domains"].items())
        for name, tool in described["tools"].items()
        if not tool["strict"]
    ] or ["none"]


def _run(name: str) -> bool:
    return _run_command(name, *STEPS[name])


def _run_command(name: str, command: Command, remedy: str) -> bool:
    """Prints one line, and what the tool said if it is red."""
    began = time.perf_counter()
    done = subprocess.run(
        command, check=False, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    green = done.returncode == 0
    say(f"  {name:<34}{time.perf_counter() - began:7.2f} s  {'' if green else f'RED: {remedy}'}".rstrip())
    if not green:
        say(done.stdout)
    return green


def _templates(folder: Path) -> Command:
    files: Sequence[str] = sorted(str(file) for file in folder.glob("*.json"))
    return (str(Path(PYTHON).with_name("cfn-lint")), *files)


if __name__ == "__main__":
    sys.exit(main())
