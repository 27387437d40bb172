"""An account and a cloud in memory, with a run that was accepted."""

from collections.abc import Iterator

import pytest
from greenlight.items import Item
from greenlight.keys import new_id
from greenlight.threads.records import Wanted
from greenlight.threads.runs import Runs

from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import AGENT, TENANT, caller, settle_in

__all__ = ["account"]


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    monkeypatch.setenv("CATALOGUE_HASH", "c0ffee")
    settle_in()
    with open_cloud() as opened:
        yield opened


@pytest.fixture
def run(cloud: Cloud) -> Item:
    return Runs(TENANT).submit(caller(), Wanted("log 82.5 kg for today", new_id("req"), AGENT)).run
