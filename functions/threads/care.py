"""No run stays stuck: the sweeper and the on-failure destination settle what lost its agent, and start what waited."""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.declare import THREADS
from greenlight.errors import Unauthenticated
from greenlight.items import Item, Items
from greenlight.keys import SHARDS
from greenlight.threads.lifecycle import launch, lost
from greenlight.threads.records import START_GRACE, utc
from greenlight.threads.runs import Runs
from greenlight.tokens import verify_run

AT_ONCE = 50  # runs per shard and sweep; the rest is due at the next one


def sweep() -> int:
    """Looks after every run that is due; returns how many there were."""
    due = [item for shard in range(SHARDS) for item in _due(shard)]
    for item in due:
        tenant_id, thread_id = item["pk"].removeprefix("TENANT#").split("#THREAD#")
        _look_after(Runs(tenant_id), thread_id, item["sk"].removeprefix("RUN#"))
    return len(due)


def start(tenant_id: str, thread_id: str) -> None:
    """Starts the thread's run whose turn it is, if nobody has; whoever asks for it cannot choose which."""
    runs = Runs(tenant_id)
    thread = runs.thread_now(thread_id)
    if thread["active_run"]:
        run = runs.run(thread_id, thread["active_run"])
        if run["status"] == "queued":
            launch(run)


def after_failure(record: Mapping[str, Any]) -> None:
    """Settles the run whose agent's invocation failed for good, as Lambda's on-failure record tells it.

    Identity comes from the run token in it alone: the agent's own role may invoke this, as Lambda demands of it.
    A claimant is `<request id>/<attempt>`. A run that another invocation holds under an unexpired lease is left to
    that one and to the sweeper.
    """
    try:
        claims = verify_run(record["requestPayload"]["run_token"])
    except Unauthenticated:
        return  # forged, or so late that the sweeper has it
    runs = Runs(claims.tenant_id)
    run = runs.run(claims.thread_id, claims.run_id)
    holder = run.get("claimed_by", "").partition("/")[0]
    own = holder in {"", record["requestContext"]["requestId"]}
    open_leg = run["status"] in {"queued", "running"} and run["leg"] == claims.leg
    if open_leg and (own or run["lease_until"] < time.time()):
        lost(runs, run)


def _due(shard: int) -> list[Item]:
    page = Items(THREADS).query(f"DUE#{shard}", index=2, between=("0", utc()), limit=AT_ONCE)
    return page.items


def _look_after(runs: Runs, thread_id: str, run_id: str) -> None:
    """Puts the run at the end of the line first: one that cannot be helped holds up no other at the next sweep."""
    run = runs.postpone(thread_id, run_id, START_GRACE)
    if run is None:
        return
    if run["status"] == "running":
        left = run["lease_until"] - time.time()
        if left < 0:
            lost(runs, run)
        else:  # a long leg: not again before its lease is over
            runs.postpone(thread_id, run_id, int(left) + 1)
    if run["status"] == "queued" and runs.thread(run["user_id"], thread_id)["active_run"] == run_id:
        launch(run)
