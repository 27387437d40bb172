"""For every test: nothing leaves this machine; and at the end, how long `make test` took in all."""

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if began := os.environ.get("GREENLIGHT_BEGAN"):
        terminalreporter.line(f"make test: {time.time() - float(began):.0f} s, checks included")
