"""Parking: a leg that can do nothing more until people have decided ends with its interrupts, and frees the thread."""

from collections.abc import Mapping
from typing import Any

from greenlight import agui
from greenlight.approvals.records import interrupt
from greenlight.approvals.store import Approvals
from greenlight.errors import Invalid
from greenlight.items import Item
from greenlight.threads import waiting
from greenlight.threads.chunks import Batch
from greenlight.threads.lifecycle import record
from greenlight.threads.records import leg_id
from greenlight.threads.runs import Runs
from greenlight.tokens import RunClaims

from .start import start_run

MOST_LOADED = 50
MOST_USAGES = 8


def park(who: RunClaims, run: Item, request: Mapping[str, Any]) -> dict[str, Any]:
    """`{ok, parked}`; saying it twice is the same. A leg with nothing open goes straight on as the next one."""
    loaded, usage = request.get("loaded") or [], request.get("usage") or []
    if not _names(loaded) or not isinstance(usage, list) or len(usage) > MOST_USAGES:
        raise Invalid("`loaded` is a list of domains, `usage` a short list.")
    if run["leg"] != who.leg or run["status"] != "running":
        return {"ok": True, "parked": run["status"] == "waiting"}
    approvals = Approvals(who.tenant_id)
    interrupts = [interrupt(approvals.get(one)) for one in run["open_calls"].values()]
    outcome = {"type": "interrupt", "interrupts": interrupts} if interrupts else {"type": "success"}
    more = {} if interrupts else {"continues": True}
    ended = agui.run_finished(
        who.thread_id, leg_id(run), outcome=outcome, usage=usage or None,
        metadata={"run_id": who.run_id, **more},
    )  # fmt: skip
    runs = Runs(who.tenant_id)
    batch = Batch(f"{leg_id(run)}:end", 0, who.correlation_id, [ended], close="waiting")
    record(runs, who.thread_id, batch)
    if waiting.park(runs, run, loaded=loaded, usage=usage):
        start_run(who.tenant_id, who.thread_id)
    return {"ok": True, "parked": True}


def _names(loaded: Any) -> bool:
    return (
        isinstance(loaded, list)
        and len(loaded) <= MOST_LOADED
        and all(isinstance(name, str) and len(name) <= 64 for name in loaded)
    )
