"""Runs that wait for people: which calls are open, how a leg parks, and the next leg once every answer is in.

A run's `open_calls {call_id: approval_id}` shrinks as approvals settle, and `answered` grows; whoever takes the last
one away, or parks when none is left, starts the next leg: each is one conditional write, so exactly one of them does.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from greenlight import keys as doors
from greenlight.declare import THREADS
from greenlight.items import ConditionFailed, Item, Items, Write, commit

from .records import START_GRACE, utc
from .runs import ATTEMPTS, Runs

LAST_WORD = 300  # seconds: longer than the state machine takes to ask for it once more
Ref = Mapping[str, Any]  # what names a leg: thread_id, run_id, leg


def opening(runs: Runs, run: Ref, call_id: str, approval_id: str) -> Write:
    """This call waits for a person; only while its leg is the running one."""
    return Items(THREADS).updating(
        runs.keys.run(run["thread_id"], run["run_id"]), "SET open_calls.#call = :approval",
        condition="#status = :running AND leg = :leg",
        values={":approval": approval_id, ":running": "running", ":leg": run["leg"]},
        names={"#call": call_id, "#status": "status"},
    )  # fmt: skip


def answering(
    runs: Runs, run: Ref, call_id: str, approval_id: str, *, told: bool, notes: Sequence[str] = (),
    allowed_context: str = "",
) -> Write:  # fmt: skip
    """This call waits no longer. `told` ones are results of the next leg; `notes` are for the model to read.

    `allowed_context` is the digest of what the model may get next.
    """
    values = {":approval": approval_id, ":answered": [call_id] if told else [], ":notes": list(notes)}
    context = ", allowed_context = :context, allowed_by = :approval" if allowed_context else ""
    return Items(THREADS).updating(
        runs.keys.run(run["thread_id"], run["run_id"]),
        f"SET answered = list_append(answered, :answered), notes = list_append(notes, :notes){context} "
        "REMOVE open_calls.#call",
        condition="open_calls.#call = :approval",
        values=values | ({":context": allowed_context} if allowed_context else {}),
        names={"#call": call_id},
    )  # fmt: skip


def park(runs: Runs, run: Ref, *, loaded: Sequence[str] = (), usage: Sequence[Any] = ()) -> Item | None:
    """Ends the leg: `waiting` while calls are open, else on to the next leg; the run that is to be started now.

    Safe to repeat: a leg that was parked before stays so.
    """
    for _ in range(ATTEMPTS):
        stored = runs.run(run["thread_id"], run["run_id"])
        if stored["leg"] != run["leg"] or stored["status"] != "running":
            return None
        thread = runs.thread_now(run["thread_id"])
        kept = {"loaded": sorted({*stored["loaded"], *loaded}), "usage": [*stored.get("usage", []), *usage]}
        waits = bool(stored["open_calls"])
        try:
            commit(_waiting(runs, stored, thread, kept) if waits else _on(runs, stored, thread, kept))
        except ConditionFailed:
            continue
        return _next(runs, thread, stored) if waits else runs.run(run["thread_id"], run["run_id"])
    raise TimeoutError(f"{run['run_id']}: it could not be parked")


def resume(runs: Runs, run: Ref) -> bool:
    """Queues the next leg if the run waits and no call is open; True if it is the thread's turn at once."""
    for _ in range(ATTEMPTS):
        stored = runs.run(run["thread_id"], run["run_id"])
        if stored["status"] != "waiting" or stored["open_calls"]:
            return bool(stored["status"] == "queued")
        thread = runs.thread_now(run["thread_id"])
        active, waiting = thread["active_run"], thread["waiting"]
        then = (active, [stored["run_id"], *waiting]) if active else (stored["run_id"], waiting)
        try:
            commit([_stepping(runs, stored, thread, {}), runs.turning(thread, *then)])
        except ConditionFailed:
            continue
        return not active
    raise TimeoutError(f"{run['run_id']}: it could not be resumed")


def reopen(runs: Runs, run: Item) -> Item:
    """A leg of its own for the platform's last word on a run that waits; should its author die, the sweeper finds it.

    Raises ConditionFailed if it waits no more.
    """
    return Items(THREADS).update(
        runs.keys.run(run["thread_id"], run["run_id"]),
        "SET #status = :running, leg = :next, lease_until = :until, gsi2pk = :shard, gsi2sk = :due",
        condition="#status = :waiting AND leg = :leg",
        values={":running": "running", ":waiting": "waiting", ":leg": run["leg"], ":next": run["leg"] + 1,
                ":until": int(time.time()) + LAST_WORD, ":shard": doors.due(run["run_id"]),
                ":due": utc(time.time() + LAST_WORD)},
        names={"#status": "status"},
    )  # fmt: skip


def _waiting(runs: Runs, run: Item, thread: Item, kept: Mapping[str, Any]) -> list[Write]:
    """The thread is free for others while people think; the approvals' own sweeper looks after what waits."""
    active, waiting = _without(thread, run["run_id"])
    parked = Items(THREADS).updating(
        runs.keys.run(run["thread_id"], run["run_id"]),
        "SET #status = :waiting, loaded = :loaded, #usage = :usage, revision = revision + :one "
        "REMOVE gsi2pk, gsi2sk, lease_until, claimed_by",
        condition="#status = :running AND leg = :leg AND size(open_calls) = :open",
        values={":waiting": "waiting", ":running": "running", ":leg": run["leg"], ":one": 1,
                ":open": len(run["open_calls"]), ":loaded": kept["loaded"], ":usage": kept["usage"]},
        names={"#status": "status", "#usage": "usage"},
    )  # fmt: skip
    return [parked, runs.turning(thread, active, waiting)]


def _on(runs: Runs, run: Item, thread: Item, kept: Mapping[str, Any]) -> list[Write]:
    """Every answer is in already: the run keeps its turn."""
    return [_stepping(runs, run, thread, kept), runs.turning(thread, thread["active_run"], thread["waiting"])]


def _stepping(runs: Runs, run: Item, thread: Item, kept: Mapping[str, Any]) -> Write:
    """To the next leg, which is queued like a new run and begins with the results of this one."""
    return Items(THREADS).updating(
        runs.keys.run(run["thread_id"], run["run_id"]),
        "SET #status = :queued, leg = :next, results = answered, answered = :none, audit = :audit, "
        "loaded = :loaded, #usage = :usage, gsi2pk = :shard, gsi2sk = :due, revision = revision + :one "
        "REMOVE lease_until, claimed_by",
        condition="#status = :now AND leg = :leg AND size(open_calls) = :zero",
        values={
            ":queued": "queued", ":now": run["status"], ":leg": run["leg"], ":next": run["leg"] + 1,
            ":none": [], ":audit": gates(thread), ":loaded": kept.get("loaded", run["loaded"]),
            ":usage": kept.get("usage", run.get("usage", [])), ":shard": doors.due(run["run_id"]),
            ":due": utc(time.time() + START_GRACE), ":one": 1, ":zero": 0,
        },
        names={"#status": "status", "#usage": "usage"},
    )  # fmt: skip


def gates(thread: Mapping[str, Any]) -> list[str]:
    """The gates of audit mode that are on for this thread."""
    return list(thread.get("audit", {}).get("gates", []))


def _without(thread: Item, run_id: str) -> tuple[str, list[str]]:
    waiting = [run for run in thread["waiting"] if run != run_id]
    active = thread["active_run"]
    if active == run_id:
        active = waiting.pop(0) if waiting else ""
    return active, waiting


def _next(runs: Runs, before: Item, parked: Item) -> Item | None:
    active, _ = _without(before, parked["run_id"])
    return runs.run(parked["thread_id"], active) if active and active != before["active_run"] else None
