"""What carrying out an approval needs of the world: a store, adapters, a clock, a name of its own, the vault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Never, Protocol

from greenlight.approvals.controls import Controls
from greenlight.approvals.records import Record
from greenlight.errors import Denied

from .adapters.protocol import Adapter, Secret
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


class Secrets(Protocol):
    """The vault, as far as an approved action may open it."""

    def open(self, record: Record, provider: str, /) -> Secret:
        """The owner's credential that the arguments name, if it is connected and this provider's. Raises Denied."""

    def refused(self, record: Record, detail: str, /) -> None:
        """The provider does not take it any more: from now on it needs reconnecting."""


class NoVault:
    """Opens nothing; enough for the adapters that need no credential."""

    def open(self, _record: Record, _provider: str) -> Never:
        raise Denied("There is no vault here to open a credential from.", rule="credential")

    def refused(self, _record: Record, _detail: str) -> None:
        """There is none to note it of."""


@dataclass(frozen=True, slots=True)
class Ports:
    """`now` in epoch seconds; `by` names this one invocation and no other."""

    store: Store
    adapters: Mapping[str, Adapter]
    now: Callable[[], float]
    by: str
    secrets: Secrets = field(default_factory=NoVault)
