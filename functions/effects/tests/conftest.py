"""A receiver outside, an account in memory, and approvals of requests to that receiver."""

from collections.abc import Iterator

import pytest

from tests.standins.fixtures import account
from tests.standins.receiver import Receiver, receiving

from .approved import Desk

__all__ = ["account"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def desk(account: None, receiver: Receiver) -> Desk:
    return Desk(receiver)
