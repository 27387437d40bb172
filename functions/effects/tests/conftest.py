"""A receiver outside, an account in memory, and approvals of requests to that receiver."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from greenlight.declare import APPROVALS

from tests.standins.fixtures import account
from tests.standins.ledger import open_ledger
from tests.standins.networks import open_networks
from tests.standins.receiver import Receiver, receiving

from .approved import Desk
from .posting import Posts

__all__ = ["account"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def engine(account: None, tmp_path: Path) -> Iterator[None]:
    """DynamoDB where many come at once: moto's reads and conditions are good for one thread alone."""
    with open_ledger(tmp_path, APPROVALS):
        yield


@pytest.fixture
def desk(account: None, receiver: Receiver) -> Desk:
    return Desk(receiver)


@pytest.fixture
def posts(account: None) -> Iterator[Posts]:
    with open_networks() as networks:
        yield Posts(networks, time.time())
