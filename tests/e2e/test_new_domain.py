"""Domains are folders: ten more scaffolded in a copy of the tree, deployed, used in chat and by REST, changed."""

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from greenlight.declare import ENTRIES
from greenlight.items import Items
from greenlight.keys import Keys

from localstack.stack.profile import ROOT

from .people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
MORE = ["mood", "steps", "meals", "water", "runs5k", "books", "savings", "pain", "pulse"]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


@pytest.fixture(scope="module")
def tree(stack: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of `functions/` with a domain more; afterwards the stack is as it was."""
    root = tmp_path_factory.mktemp("tree")
    for kept in ("functions", "statemachines"):
        shutil.copytree(ROOT / kept, root / kept, ignore=LEFT_OUT)
    make = "from pathlib import Path\nfrom infra.scaffold import scaffold\n"
    make += f"for name in {['sleep', *MORE]}: scaffold(name, name.capitalize(), Path({str(root)!r}))"
    _python(root, "-c", make)
    yield root
    _deploy(ROOT)


@pytest.fixture(scope="module")
def customer(stack: Any, tree: Path) -> Person:
    _deploy(tree)
    person = Person(stack)
    for row in person.rest("GET", "/api/v1/sleep").body["items"]:
        person.rest("DELETE", f"/api/v1/sleep/{row['day']}")
    return person


def _python(cwd: Path, *arguments: str) -> None:
    path = f"{ROOT}:{ROOT / 'layers/greenlight/python'}"
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin", "HOME": str(Path.home()), **_test_port()},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _test_port() -> dict[str, str]:
    """Without it a stack on another port would be taken for this one."""
    return {name: value for name, value in os.environ.items() if name == "GREENLIGHT_TEST_PORT"}


def _deploy(root: Path) -> None:
    _python(ROOT, "-m", "localstack.stack", "--profile", "test", "--functions", str(root / "functions"), "up")


def test_nothing_differs_outside_its_folder(tree: Path) -> None:
    seen = filecmp.dircmp(ROOT / "functions", tree / "functions", ignore=["__pycache__"])
    assert (seen.left_only, sorted(seen.right_only), seen.diff_files) == ([], sorted(["sleep", *MORE]), [])
    assert all(not sub.diff_files and not sub.right_only for sub in seen.subdirs.values())


def test_ten_more_domains_are_deployed(customer: Person) -> None:
    for name in ("sleep", *MORE):
        assert customer.rest("GET", f"/api/v1/{name}").body == {"items": [], "next_cursor": None}


def test_it_is_used_in_chat_and_over_rest(customer: Person) -> None:
    turn = customer.turn("log 7.5 in sleep for today")
    assert turn.results, turn.events
    assert (turn.results[0]["status"], turn.results[0]["result"]["value"]) == ("ok", 7.5)
    (row,) = customer.rest("GET", "/api/v1/sleep").body["items"]
    assert row["value"] == 7.5
    form = customer.rest("GET", "/api/v1/sleep/form")
    assert form.status == 200
    assert "BatchEditor" in str(form.body)


def test_a_stored_row_is_read_through_its_upgrade_after_the_schema_changed(
    customer: Person, tree: Path
) -> None:
    """The value becomes hours; the old row is not rewritten, it is upgraded each time it is read."""
    folder = tree / "functions" / "sleep"
    schemas, domain = folder / "schemas.py", folder / "domain.py"
    schemas.write_text(
        schemas.read_text().replace(
            'value: float = Field(title="Value"', 'hours: float = Field(title="Hours"'
        )
    )
    domain.write_text(
        domain.read_text().replace(
            '    edit_with="save_batch",\n',
            '    edit_with="save_batch",\n    version=2,\n'
            '    upgrades={1: lambda row: {("hours" if k == "value" else k): v for k, v in row.items()}},\n',
        )
    )
    _deploy(tree)
    (row,) = customer.rest("GET", "/api/v1/sleep").body["items"]
    assert row["hours"] == 7.5
    me = customer.me()
    stored = Items(ENTRIES).get(Keys(me["tenant_id"]).entry(me["user_id"], "sleep", row["day"]))
    assert stored is not None
    assert (stored["schema_version"], stored["row"]["value"]) == (1, 7.5)
