"""LocalStack's interpreter of state machines for tests, its tasks invoking the Lambdas of an embedded engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localstack.stack.clients import client
from localstack.stack.processes import Process, Register, port_holder, wait_until
from localstack.stack.profile import ROOT
from localstack.tests.engines import Engine, free_port

PYTHON = ROOT / ".local" / "interpreter" / "bin" / "python"
SCRIPT = ROOT / "localstack" / "interpreter" / "run.py"


@contextmanager
def interpreting(state: Path, engine: Engine) -> Iterator[Any]:
    """A Step Functions client of it, on a free port; it is stopped at the end."""
    assert PYTHON.exists(), "its environment is missing: make test-localstack"
    port = free_port()
    options = ("--port", str(port), "--engine", engine.url, "--state", str(state))
    register = Register(state)
    process = Process(
        "interpreter", (str(PYTHON), "-P", str(SCRIPT), *options), port, state / "interpreter.log"
    )
    register.start(process, {}, state)
    states = client("stepfunctions", f"http://127.0.0.1:{port}")
    try:
        assert wait_until(lambda: port_holder(port) is not None, 60), process.log.read_text()
        yield states
    finally:
        states.close()
        register.stop()
