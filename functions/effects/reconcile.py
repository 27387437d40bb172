"""Effects that nobody holds any more: what never began is not sent; what may have arrived is looked up, not resent."""

from dataclasses import replace
from datetime import datetime

from greenlight.approvals.records import Record
from greenlight.errors import Denied

from . import ledger
from .adapters.protocol import NO_SECRET, Outcome, Secret
from .check import remade
from .effect import Effect
from .errors import Raced
from .ports import Ports


def look_after(effect: Effect, ports: Ports) -> Effect:
    """One effect as far as it can be brought now. Raises Raced."""
    now = ports.now()
    if ledger.standing(effect, now) != "overdue":
        return effect
    if effect.status != "unknown":
        effect = ports.store.move(effect, ledger.given_up(effect, now))
    if effect.status == "unknown":
        effect = ports.store.move(effect, ledger.looked_up(effect, _ask(effect, ports), ports.now()))
    return effect


def sweep_one(effect: Effect, ports: Ports) -> str:
    """The status that it then has, for the line in the log."""
    try:
        return look_after(effect, ports).status
    except Raced:  # its sender lives, or another sweep was faster
        return "raced"


def _ask(effect: Effect, ports: Ports) -> Outcome | None:
    """What the destination says; None also where the request, or its secret, cannot be had again to ask about it."""
    try:
        record = ports.store.record(effect.approval_id)
        since = datetime.fromisoformat(effect.dispatched_at).timestamp()
        ready = replace(remade(record, effect.key, ports), staged=effect.staged, since=since)
        secret = secret_for(record, ports)
        return ports.adapters[effect.tool].reconcile(ready, secret, ports.now() + ledger.LOOK)
    except Denied:
        return None


def secret_for(record: Record, ports: Ports) -> Secret:
    """Raises Denied."""
    provider = ports.adapters[record.tool].credential
    return ports.secrets.open(record, provider) if provider else NO_SECRET
