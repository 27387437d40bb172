"""What carrying out an approval needs of the world: a store, adapters, a clock, a name of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from greenlight.approvals.controls import Controls
from greenlight.approvals.records import Record

from .adapters.protocol import Adapter
from .effect import Effect


class Store(Protocol):
    """The approvals and effects of one tenant; every write is conditional and leaves an audit entry beside it."""

    def record(self, approval_id: str) -> Record:
        """Raises NotFound."""

    def last(self, approval_id: str) -> Effect | None:
        """The newest attempt."""

    def controls(self) -> Controls:
        """The kill switches, read afresh."""

    def consume(self, record: Record, effect: Effect) -> Effect:
        """Uses the approval up and writes its effect, in one transaction. Raises Raced."""

    def move(self, before: Effect, after: Effect) -> Effect:
        """Puts one row in place of just that other. Raises Raced."""


@dataclass(frozen=True, slots=True)
class Ports:
    """`now` in epoch seconds; `by` names this one invocation and no other."""

    store: Store
    adapters: Mapping[str, Adapter]
    now: Callable[[], float]
    by: str
