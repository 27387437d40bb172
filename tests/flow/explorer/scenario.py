"""What is explored: what stands in the store at first, who acts, how time goes, how often something may be killed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .actor import Moment
from .dynamo.table import Store
from .programs import Program
from .quiet import UNWRITTEN
from .world import Destination

Care = Callable[[int], Sequence[Program]]


@dataclass(frozen=True)
class Scenario:
    """`care(n)` is the n-th round of recovery: what is delivered again, and those who look after what was left.

    The clock may move to each of the first `ticks` of `moments` while actors act, to all of them in recovery.
    """

    name: str
    store: Store
    actors: Sequence[Program]
    moments: Sequence[Moment]
    destination: Destination
    care: Care
    ticks: int = 1
    crashes: int = 0
    unwritten: tuple[str, ...] = UNWRITTEN
