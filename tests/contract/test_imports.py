"""Who may import what (house style §2): the rooms keep apart, and so do the folders."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.found import FOLDERS, FUNCTIONS, NAMES
from tests.contract.imports import clock_calls, imported

ROOT = FUNCTIONS.parent
PURE_ROOMS = ("domain", "schemas", "decide", "tools")
JUDGE_MAY_IMPORT = {
    "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "itertools", "math",
    "operator", "re", "statistics", "string", "typing", "pydantic",
}  # fmt: skip
JUDGE_MAY_SHARE = ("greenlight.errors", "greenlight.rows", "greenlight.batch", "greenlight.reading")
OUTSIDE = {"boto3", "botocore", "os", "greenlight.aws", "greenlight.items", "greenlight.entries"}
HEAVY = {"boto3", "botocore", "jsonschema_rs", "jwt", "cryptography", "openai", "aws_lambda_powertools"}


def rooms(*names: str) -> list[Path]:
    return [file for name in names for file in sorted(FUNCTIONS.glob(f"*/{name}.py"))]


def sources(folder: str) -> Iterator[Path]:
    return (file for file in (FUNCTIONS / folder).rglob("*.py") if "tests" not in file.parts)


def package(file: Path) -> str:
    return ".".join(file.parent.relative_to(ROOT).parts)


@pytest.mark.parametrize("file", rooms("decide"), ids=package)
def test_a_judge_imports_nothing_from_outside_and_reads_no_clock(file: Path) -> None:
    mine = f"{package(file)}.schemas"
    for name in imported(file, package(file)):
        shared = name == "greenlight" or name.startswith((*JUDGE_MAY_SHARE, mine))
        assert shared or name.partition(".")[0] in JUDGE_MAY_IMPORT, f"{file}: {name} belongs in tools.py"
    assert not clock_calls(file), "take the day or the time as a parameter"


@pytest.mark.parametrize("name", NAMES)
def test_only_the_store_knows_aws(name: str) -> None:
    for room in PURE_ROOMS:
        file = FUNCTIONS / name / f"{room}.py"
        found = imported(file, package(file)) & OUTSIDE if file.is_file() else set()
        assert not found, f"{file}: move the use of {found} to store.py"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_never_imports_another(name: str) -> None:
    for file in sources(name):
        others = {
            found for found in imported(file, package(file))
            if found.startswith("functions.") and not f"{found}.".startswith(f"functions.{name}.")
        }  # fmt: skip
        assert not others, f"{file}: ask {others} by a tool call, an event, or a table you own"


@pytest.mark.parametrize("name", NAMES)
def test_a_declaration_loads_without_aws_and_without_an_environment(name: str) -> None:
    assert not loaded(f"functions.{name}.domain") & {"boto3", "botocore", "chalice"}


@pytest.mark.parametrize("name", NAMES)
def test_a_cold_start_imports_nothing_heavy(name: str) -> None:
    assert not loaded(f"functions.{name}.app") & HEAVY


def loaded(module: str) -> set[str]:
    """The top-level modules that a fresh interpreter without any environment holds after this import."""
    script = f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'layers/greenlight/python')]!r}; import {module}; "
    done = subprocess.run(
        [sys.executable, "-c", script + "print(*sys.modules)"],
        env={},
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.partition(".")[0] for name in done.stdout.split()}
