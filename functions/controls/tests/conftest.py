"""An account and a cloud in memory, people of every role, a catalogue, and a policy engine that answers as told."""

from collections.abc import Iterator
from typing import Any

import pytest
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.controls.app import handler
from tests.standins.approvals import PEOPLE, gather, publish
from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import TENANT

__all__ = ["account"]


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    publish(monkeypatch)
    gather()
    with open_cloud() as opened:
        opened.functions["greenlight-test-policy_check"] = checked
        yield opened
    Items(APPROVALS).delete(Keys(TENANT).controls())


def checked(request: dict[str, Any]) -> dict[str, Any]:
    """As the engine's Lambda answers: only what forbids is taken."""
    if request["cedar"].startswith("forbid"):
        return {"ok": True, "problems": []}
    return {"ok": False, "problems": ["an addition may only forbid"]}


def ask(method: str, url: str, body: Any = None, **more: Any) -> Said:
    return asked(handler, method, url, body, **more)


def operate(method: str, url: str, body: Any = None, **more: Any) -> Said:
    """As the tenant's operator."""
    return ask(method, url, body, user=PEOPLE["operator"], **more)
