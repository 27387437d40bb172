"""The workers of a scenario, as programs: who carries an approval out, who looks after what was left, who tampers."""

from collections.abc import Callable, Mapping
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import Refused
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.protocol import Adapter
from functions.effects.errors import StillRunning
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.reconcile import sweep_one
from functions.effects.store import Ledger, due

from .actor import Actor
from .people import OWNER
from .programs import Program

Adapters = Mapping[str, Adapter]


def carries_out(name: str, approval_id: str, adapters: Adapters, tenant_id: str = OWNER.tenant_id) -> Program:
    """A settle message, delivered: at any time, any number of times, asked for or forged."""

    def run(actor: Actor) -> str:
        actor.say(tenant=tenant_id, approval_id=approval_id)
        ports = Ports(Ledger(tenant_id, actor.clock), adapters, actor.clock, actor.name)
        return execute(approval_id, ports).status

    return Program(name, run, (Refused, StillRunning))


def reconciles(name: str, adapters: Adapters) -> Program:
    """The sweep that every minute looks after what is due, of whatever tenant."""

    def run(actor: Actor) -> str:
        came = []
        for tenant_id, approval_id, attempt in due(actor.clock()):
            ledger = Ledger(tenant_id, actor.clock)
            if effect := ledger.one(approval_id, attempt):
                came.append(sweep_one(effect, Ports(ledger, adapters, actor.clock, actor.name)))
        return " ".join(came)

    return Program(name, run)


def pulls_the_switch(name: str, who: Caller) -> Program:
    """The tenant's kill switch."""

    def run(actor: Actor) -> str:
        Items(APPROVALS).put({**Keys(who.tenant_id).controls(), "kill_tenant": "stop", "revision": 1})
        return "stopped"

    return Program(name, run)


def tampers(name: str, approval_id: str, change: Callable[[], Mapping[str, Any]]) -> Program:
    """Somebody with his hands in the table changes the stored action, and does not care for its digest."""

    def run(actor: Actor) -> str:
        actor.say(tampers=True)
        changed = change()
        Items(APPROVALS).update(
            Keys(OWNER.tenant_id).approval(approval_id), "SET " + ", ".join(f"{n} = :{n}" for n in changed),
            values={f":{name}": value for name, value in changed.items()}, names={},
        )  # fmt: skip
        return "tampered"

    return Program(name, run)
