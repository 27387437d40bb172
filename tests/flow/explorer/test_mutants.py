"""Each guard is needed: without it, the explorer finds an order that breaks a promise, and says which."""

import subprocess
import sys

import pytest

from tests.flow.explorer.mutants import MUTANTS, Importer, Mutant, NoMutant, changed
from tests.flow.explorer.scenarios import QUICK


def explorer(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.flow.explorer", *options]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_missing_guard_is_found_out(name: str) -> None:
    done = explorer("--mutant", name)
    assert (done.returncode, done.stderr) == (1, "")
    assert MUTANTS[name].found in done.stdout.partition("\n")[0]


def test_with_every_guard_in_place_the_same_command_is_content() -> None:
    done = explorer("--only", "revoked")
    assert done.returncode == 0, done.stdout
    assert "schedules" in done.stdout


def test_every_mutant_names_a_scenario_that_is_always_explored() -> None:
    assert {mutant.scenario for mutant in MUTANTS.values()} <= {made.__name__ for made in QUICK}


def test_a_mutant_whose_text_is_gone_is_no_mutant() -> None:
    assert changed("a and b", [("a and ", "")]) == "b"
    for text in ("b", "a and a and b"):
        with pytest.raises(NoMutant, match="times in the module"):
            changed(text, [("a and ", "")])


def test_what_was_imported_already_cannot_be_changed_any_more() -> None:
    with pytest.raises(NoMutant, match="imported before"):
        Importer(Mutant("killed", "", [("tests.flow.explorer.scenarios", "a", "b")]))
