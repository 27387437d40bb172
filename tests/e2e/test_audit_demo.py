"""The demonstration of audit mode, played on the deployed test stack with nobody at the terminal."""

import subprocess
import sys
from typing import Any

import pytest

from localstack.demo.play import run
from localstack.stack.profile import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def played(stack: Any) -> tuple[int, list[str]]:
    lines: list[str] = []
    return run(stack, lines.append), lines


def test_every_expectation_of_the_demonstration_holds(played: tuple[int, list[str]]) -> None:
    code, lines = played
    assert code == 0, "\n".join(lines)
    assert not [line for line in lines if line.lstrip().startswith("✗")]


def test_each_decision_is_printed_with_its_digest_and_who_made_it(played: tuple[int, list[str]]) -> None:
    _, lines = played
    asked = [n for n, line in enumerate(lines) if "digest " in line and "apr_" in line]
    assert len(asked) >= 11, "three turns: eight contexts and more, three calls, three answers"
    assert all(" by usr_" in lines[n + 1] for n in asked)


def test_without_a_stack_it_says_what_starts_one() -> None:
    command = [sys.executable, "-m", "localstack.demo", "--stack", "/nonexistent/stack.json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "make up" in done.stdout) == (2, True)
