"""Opens every deliverable of a run for review: the bus decides on each by itself, and asks a person."""

from collections.abc import Mapping
from typing import Any

from greenlight import goal_runs
from greenlight.items import commit
from greenlight.observe import note

from .ask import deliver
from .errors import TooFast
from .marks import changing


def open_review(event: Mapping[str, Any]) -> dict[str, Any]:
    """`{tenant_id, goal_run_id, correlation_id}` → `{opened, denied}`, counts. Opening twice is opening once.

    Raises NoAnswer, TooFast; what is open by then stays so.
    """
    run = goal_runs.get(event["tenant_id"], event["goal_run_id"])
    if run.status != "running":
        return {"opened": run.counts.get("opened", 0), "denied": run.counts.get("denied", 0)}
    said = [_opened(run.tenant_id, one) for one in run.deliverable_ids]
    denied = sum(one["status"] == "denied" for one in said)
    counts = {"opened": len(said) - denied, "denied": denied}
    commit([changing(run, {"counts": {**run.counts, **counts}}, {"status": "running"})])
    note(**counts)
    return counts


def _opened(tenant_id: str, deliverable_id: str) -> dict[str, Any]:
    said = deliver({"op": "open", "tenant_id": tenant_id, "deliverable_id": deliverable_id})
    if said["status"] == "denied" and said["rule"] == "rate":
        raise TooFast(deliverable_id)
    return said
