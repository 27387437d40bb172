"""What an adapter to the outside does, and the values that pass between it and the ledger (architecture §7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from greenlight.approvals.digests import sha256

Arguments = Mapping[str, Any]
Problem = Mapping[str, str]  # {pointer, detail}, the pointer into the tool's arguments
Status = Literal["confirmed", "failed", "not_sent", "unknown"]
# What a credential opens to: its secret fields, and beneath them its public identity (instance, page_id, …), which an
# adapter compares with where the request goes: a token leaves for the place that it was given for, and no other.
Secret = Mapping[str, str]
NO_SECRET: Secret = {}


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request as it will be written: `exact`, in UTF-8, is every byte of it; `target` names it in a line.

    `sealed` names the headers that `exact` shows by their credential's name alone (sealed.py): `headers` holds their
    values once they were authorised. `staged` is what the destination named what was made there beforehand, `since`
    (epoch) the dispatch of the attempt that is asked about: what is older there is not ours.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    target: str
    exact: str
    sealed: tuple[str, ...] = ()
    staged: str = ""
    since: float = 0

    @property
    def sha256(self) -> str:
        return sha256(self.exact)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request. `refused`: the destination does not take this credential any more.

    confirmed  it arrived and was answered; where `result` has an `external_id`, that is what it made there
    failed     it arrived and the destination surely did nothing
    not_sent   surely nothing that could act left this process, or it was turned away unread (429: `retry_after`)
    unknown    it may have arrived; nobody sends it again
    """

    status: Status
    result: Mapping[str, Any] | None = None
    detail: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What one harmless question with a credential told of it."""

    status: Literal["connected", "needs_reconnect", "unknown"]
    detail: str = ""


class Adapter(Protocol):
    """One way to the outside. `key` is our own name for an attempt, which the destination sees; times are epoch UTC.

    `credential` is the provider whose credential its calls name by `credential_ref`; empty where they need none.
    """

    @property
    def credential(self) -> str: ...

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        """Pure: at the proposal, at the approval, and again at the send."""

    def prepare(self, arguments: Arguments, key: str) -> Prepared:
        """Pure: the same arguments and key give the same bytes, and no secret is in them. Raises Invalid."""

    def stage(self, prepared: Prepared, secret: Secret, deadline: float) -> Prepared | Outcome:
        """Harmless preparation after the approval was consumed (a look, an unpublished container).

        An Outcome, of `failed` or `not_sent`, ends it here. Raises Denied.
        """

    def authorize(self, prepared: Prepared, secret: Secret, now: float) -> Prepared:
        """Fills the sealed headers, just before the send; `exact` stays. Raises Denied where this is not its place."""

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        """One mutating request, none after `deadline`, and no retry inside."""

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        """Looks an unknown one up at the destination, changing nothing; None where that cannot be done.

        `prepared` is not authorised, and has its `staged` back, and `since`.
        """

    def probe(self, secret: Secret, deadline: float) -> Health:
        """One harmless GET with this credential."""
