"""The demonstration of My Agents, played on the deployed test stack with nobody at the terminal."""

import subprocess
import sys
from typing import Any

import pytest

from localstack.demo.agents.play import run
from localstack.stack.profile import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_every_expectation_of_the_demonstration_holds(stack: Any) -> None:
    lines: list[str] = []
    assert run(stack, lines.append) == 0, "\n".join(lines)
    held = [line for line in lines if line.lstrip().startswith("✓")]
    assert len(held) >= 13
    assert [line for line in lines if "refused" in line and "403" in line]


def test_without_a_stack_it_says_what_starts_one() -> None:
    command = [sys.executable, "-m", "localstack.demo.agents", "--stack", "/nonexistent/stack.json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "make up" in done.stdout) == (2, True)
