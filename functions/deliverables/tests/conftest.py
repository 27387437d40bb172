"""An account, a cloud and a receiver in memory, with `deliver` and the effects' own code behind their names."""

from collections.abc import Iterator

import pytest
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.approvals import gather, publish
from tests.standins.cloud import open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import TENANT
from tests.standins.receiver import receiving

from .stage import Stage

__all__ = ["account"]


@pytest.fixture
def stage(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    publish(monkeypatch)
    gather()
    Items(APPROVALS).delete(Keys(TENANT).controls())
    with open_cloud() as cloud, receiving() as receiver:
        yield Stage(cloud, receiver)
