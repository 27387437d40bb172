"""Two engines for the tests of the patches: one as it comes, one as we run it. A gap must show on the first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from localstack.tests.engines import Engine, running


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with running(_state(tmp_path_factory), "--bare") as engine:
        yield engine


@pytest.fixture(scope="session")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with running(_state(tmp_path_factory)) as engine:
        yield engine


def _state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("engine")
