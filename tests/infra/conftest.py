"""Builds shared by the tests of the builder: the sample folders, and the repository's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra import ROOT
from infra.build import Built, build
from tests.infra import samples

Templates = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One folder of each kind, built without third-party layers."""
    root = tmp_path_factory.mktemp("sample")
    return build(samples.platform(root), root / "build", with_layers=False)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The repository's own folders, built without third-party layers."""
    return build(ROOT / "functions", tmp_path_factory.mktemp("real"), with_layers=False)


@pytest.fixture(params=["sample", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    """Either of the two."""
    found: Built = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def templates(built: Built) -> Templates:
    """Every template, by its stack's name."""
    return read(built.out)


def read(out: Path) -> Templates:
    """The templates of a build, by stack."""
    return {file.stem: json.loads(file.read_text()) for file in sorted((out / "templates").glob("*.json"))}
