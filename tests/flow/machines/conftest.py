"""The interpreters: the embedded engine's always, LocalStack's with `-m localstack`."""

from collections.abc import Iterator

import pytest

from localstack.tests.engines import running
from localstack.tests.interpreters import interpreting

from .stage import Stage


@pytest.fixture(scope="module", params=["embedded", pytest.param("localstack", marks=pytest.mark.localstack)])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    name = request.module.MACHINE
    with running(tmp_path_factory.mktemp("engine")) as engine:
        if request.param == "embedded":
            yield Stage(engine, engine.client("stepfunctions"), name)
            return
        with interpreting(tmp_path_factory.mktemp("interpreter"), engine) as states:
            yield Stage(engine, states, name, interpreter="localstack")
