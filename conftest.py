"""For every test: nothing leaves this machine, and files go to workers whole; at the end, how long `make test` took."""

import os
import sys
import time
from ipaddress import ip_address
from typing import Any

import pytest


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


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers (`-n`), a file is one worker's, since its fixtures are; whatever needs the deployed stack is
    one worker's altogether, since there is one stack."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        deployed = item.get_closest_marker("e2e") or file.startswith("tests/e2e/")
        group = "stack" if deployed else file
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if began := os.environ.get("GREENLIGHT_BEGAN"):
        terminalreporter.line(f"make test: {time.time() - float(began):.0f} s, checks included")
