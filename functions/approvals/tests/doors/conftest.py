"""An account and a cloud in memory, with people of every role and a catalogue."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.approvals.app import handler
from tests.standins.approvals import gather, publish
from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked

__all__ = ["account"]


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    publish(monkeypatch)
    gather()
    with open_cloud() as opened:
        yield opened


def ask(method: str, url: str, body: Any = None, **more: Any) -> Said:
    return asked(handler, method, url, body, **more)
