"""For every test: nothing leaves this machine, and files go to workers whole; at the end, how long `make test` took."""

import os
import sys
import time
from ipaddress import ip_address
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling


class LeftTheMachine(PermissionError):
    """A test opened a connection to an address that is not loopback."""


def _stay(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0]).partition("%")[0]
    if host != "localhost" and not ip_address(host).is_loopback:
        raise LeftTheMachine(f"a test tried to reach {arguments[1]}; tests use loopback only")


sys.addaudithook(_stay)
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "Greenlight")  # as every deployed Lambda has it


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With several workers (`-n`), a file of tests is one worker's, since its fixtures are; what needs the deployed
    stack is one worker's altogether, since there is one stack."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _worker_of  # the place that xdist's documentation names for this
    return scheduler


def _worker_of(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    return "stack" if file.startswith("tests/e2e/") else file


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if began := os.environ.get("GREENLIGHT_BEGAN"):
        terminalreporter.line(f"make test: {time.time() - float(began):.0f} s, checks included")
