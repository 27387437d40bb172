"""What an adapter to the outside does, and the values that pass between it and the ledger (architecture §7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from greenlight.approvals.digests import sha256

Arguments = Mapping[str, Any]
Problem = Mapping[str, str]  # {pointer, detail}, the pointer into the tool's arguments
Status = Literal["confirmed", "failed", "not_sent", "unknown"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request as it will be written: `exact`, in UTF-8, is every byte of it; `target` names it in a line."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    target: str
    exact: str

    @property
    def sha256(self) -> str:
        return sha256(self.exact)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request.

    confirmed  it arrived and was answered, with whatever answer
    failed     it arrived and the destination surely did nothing
    not_sent   surely nothing that could act left this process
    unknown    it may have arrived; nobody sends it again
    """

    status: Status
    result: Mapping[str, Any] | None = None
    detail: str = ""


class Adapter(Protocol):
    """One way to the outside. `key` is our own name for an attempt, which the destination sees; times are epoch UTC."""

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        """Pure: at the proposal, at the approval, and again at the send."""

    def prepare(self, arguments: Arguments, key: str) -> Prepared:
        """Pure: the same arguments and key give the same bytes. Raises Invalid."""

    def stage(self, prepared: Prepared) -> Prepared:
        """Harmless preparation after the approval was consumed (an upload, an unpublished container)."""

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        """One mutating request, none after `deadline`, and no retry inside."""

    def reconcile(self, prepared: Prepared, deadline: float, /) -> Outcome | None:
        """Looks an unknown one up at the destination by our key, changing nothing; None where that cannot be done."""
