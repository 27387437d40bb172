"""An exchange on loopback, and approvals of orders there."""

from collections.abc import Iterator

import pytest

from tests.standins.delta_exchange import DeltaExchange, open_exchange

from .trades import Trades


@pytest.fixture
def exchange() -> Iterator[DeltaExchange]:
    with open_exchange() as opened:
        yield opened


@pytest.fixture
def trades(account: None, exchange: DeltaExchange) -> Trades:
    return Trades(exchange)
