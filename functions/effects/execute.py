"""Carrying out an approval: checked anew, consumed, dispatched, sent once, settled; however often it is asked for."""

from greenlight.approvals.records import Record
from greenlight.errors import Denied

from . import ledger
from .adapters.protocol import Outcome, Prepared, Secret
from .check import checked
from .effect import Effect
from .errors import Raced, StillRunning
from .ports import Ports
from .reconcile import look_after, secret_for

MOST_LOOKS = (
    6  # one that loses finds, at the next, who got further; without anybody, it cannot be consumed at all
)


def execute(approval_id: str, ports: Ports) -> Effect:
    """The one effect of this approval, as it then stands.

    Raises NotFound, Denied (by rule) where nothing may be sent, StillRunning while another invocation is at it.
    """
    for _ in range(MOST_LOOKS):
        try:
            if found := _look(approval_id, ports):
                return found
        except Raced:
            continue
    raise Denied("The approval is not good for this any more; nothing was sent.", rule="consume")


def _look(approval_id: str, ports: Ports) -> Effect | None:
    """What stands there if that is an answer, or what we made of it; None where it is worth another look."""
    record, last = ports.store.record(approval_id), ports.store.last(approval_id)
    now = ports.now()
    stands = ledger.standing(last, now)
    if last is None:
        return _attempt(record, 1, ports)
    if stands == "settled" and ledger.may_try_again(record, last, now):
        return _attempt(record, last.attempt + 1, ports)
    if stands == "settled" or (stands == "abandoned" and ledger.is_final(record, last, now)):
        return last
    if stands == "abandoned" and record.expires_at > now:
        return _attempt(record, last.attempt + 1, ports)
    if stands != "overdue":
        raise StillRunning(approval_id)
    after = look_after(last, ports)
    return after if after.status == "unknown" else None


def _attempt(record: Record, attempt: int, ports: Ports) -> Effect:
    ready, key = checked(record, ports)
    effect = ledger.prepared(record, ready, key, attempt, ports.by, ports.now())
    if record.mode == "rehearse":
        return ports.store.consume(record, ledger.rehearsed(effect, ready, ports.now()))
    return _carried_out(record, ready, ports.store.consume(record, effect), ports)


def _carried_out(record: Record, ready: Prepared, effect: Effect, ports: Ports) -> Effect:
    """The consumed one, sent. What is in the way before that is its outcome, and nothing left."""
    adapter = ports.adapters[record.tool]
    staged = _staged(record, ready, ports)
    if isinstance(staged, Outcome):
        return _settled(record, effect, staged, ports)
    ready, secret = staged
    began = ports.now()  # lease and deadline count from here: held up in between, it sends no more
    effect = ports.store.move(effect, ledger.dispatched(effect, began, ready.staged))
    ready = adapter.authorize(ready, secret, ports.now())
    outcome = adapter.send(ready, began + ledger.SEND)
    effect = _settled(record, effect, outcome, ports)
    return effect if effect.is_settled else look_after(effect, ports)


def _staged(record: Record, ready: Prepared, ports: Ports) -> tuple[Prepared, Secret] | Outcome:
    """The request with what had to be made for it beforehand, and the secret that it goes out with."""
    adapter = ports.adapters[record.tool]
    try:
        secret = secret_for(record, ports)
        adapter.authorize(ready, secret, ports.now())  # now, so that one for another place is found out
        made = adapter.stage(ready, secret, ports.now() + ledger.STAGE)
    except Denied as denied:
        return Outcome("not_sent", detail=denied.detail)
    return made if isinstance(made, Outcome) else (made, secret)


def _settled(record: Record, effect: Effect, outcome: Outcome, ports: Ports) -> Effect:
    effect = ports.store.move(effect, ledger.settled(effect, outcome, ports.now()))
    if outcome.refused:
        ports.secrets.refused(record, outcome.detail)
    return effect
