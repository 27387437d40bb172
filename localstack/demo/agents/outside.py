"""The networks and the exchange of the demonstration: strict stand-ins, where this stack looks for the real ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from localstack.stack.profile import profile
from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange, open_exchange
from tests.standins.networks import Networks, open_networks, ports_of

__all__ = ["KEY", "SECRET", "World", "world"]
POSITION = 3  # contracts of BTCUSD that the demo account holds


@dataclass(frozen=True)
class World:
    """`stage` is whose stack looks for them there."""

    stage: str
    networks: Networks
    exchange: DeltaExchange

    @property
    def instance(self) -> str:
        """Mastodon's, as a customer names it."""
        return profile(self.stage).stand_ins["mastodon"]

    def acted(self) -> list[str]:
        """Every request that could have changed something outside, as it stood on the wire."""
        each = (*self.networks.each(), self.exchange)
        return [call.raw.decode() for one in each for call in one.changing]


@contextmanager
def world(stage: str) -> Iterator[World]:
    """Raises OSError where somebody else listens there: another demonstration, or `python -m tests.standins…`."""
    ports = ports_of(stage)
    with open_networks(ports) as networks, open_exchange(ports["delta"]) as exchange:
        exchange.book.positions["BTCUSD"] = POSITION
        yield World(stage, networks, exchange)
