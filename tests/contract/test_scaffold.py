"""`make domain`: a third domain is one folder, and every contract holds for it before its author writes a line."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from greenlight.errors import Invalid

from infra.scaffold import scaffold
from tests.contract.found import FUNCTIONS

ROOT = FUNCTIONS.parent
COPIED = ("functions", "statemachines", "layers/greenlight", "infra", "tests", "localstack", "pyproject.toml")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", ".local")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This tree as somebody has it who cloned it."""
    target = tmp_path_factory.mktemp("clone")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=IGNORED)
        else:
            shutil.copy(ROOT / name, target / name)
    return target


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    paths = f"{copy}:{copy / 'layers/greenlight/python'}"
    environment = {"PYTHONPATH": paths, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=copy,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def fingerprints(root: Path) -> dict[str, str]:
    files = (file for file in root.rglob("*") if file.is_file())
    return {str(f.relative_to(root)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_a_new_domain_is_one_folder_for_which_every_contract_holds(copy: Path) -> None:
    before = fingerprints(copy)
    made = run(copy, "infra.scaffold", "sleep", "--title", "Sleep diary")
    assert made.returncode == 0, made.stderr
    after = fingerprints(copy)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[1] for name in after.keys() - before.keys()} == {"sleep"}
    tidy = run(copy, "ruff", "check", "--no-cache", "functions/sleep")
    assert tidy.returncode == 0, tidy.stdout
    contracts = [
        "tests/contract",
        "functions/sleep",
        "-k",
        "sleep",
        "--ignore=tests/contract/test_scaffold.py",
    ]
    tested = run(copy, "pytest", "-x", "--show-capture=no", *contracts)
    assert tested.returncode == 0, tested.stdout[-6000:]
    assert int(tested.stdout.rpartition("\n")[0].rsplit("\n", 1)[-1].split()[0]) > 50, tested.stdout


@pytest.mark.parametrize("name", ["", "x", "Sleep", "sleep_log", "9lives", "a" * 21, "class", "../evil"])
def test_a_name_that_is_not_one_lower_case_noun_is_refused(copy: Path, name: str) -> None:
    with pytest.raises(Invalid, match="one lower-case noun"):
        scaffold(name, "Title", copy)


def test_a_folder_that_is_there_is_left_alone(copy: Path) -> None:
    before = fingerprints(copy / "functions/weights")
    with pytest.raises(Invalid, match="there already"):
        scaffold("weights", "Weights", copy)
    assert fingerprints(copy / "functions/weights") == before


def test_a_path_that_another_folder_serves_is_refused(copy: Path) -> None:
    with pytest.raises(Invalid, match="served by functions/session/"):
        scaffold("me", "Me", copy)


@pytest.mark.parametrize("title", ['Sl"eep', "", "$name", "a\nb", "x" * 41])
def test_a_title_that_would_not_survive_in_a_source_file_is_refused(copy: Path, title: str) -> None:
    with pytest.raises(Invalid, match="cannot be a title"):
        scaffold("naps", title, copy)


def test_the_command_says_what_is_wrong_and_fails(copy: Path) -> None:
    done = run(copy, "infra.scaffold", "weights")
    assert (done.returncode, done.stdout) == (2, "")
    assert "functions/weights/ is there already" in done.stderr
