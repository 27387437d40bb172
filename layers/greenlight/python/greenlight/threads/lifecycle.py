"""What happens around a run, in order: started → numbered and pushed → settled → the next one started."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from greenlight import agui, aws
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.tokens import RunClaims, sign_run

from . import waiting
from .chunks import Batch, Event, alive
from .fanout import push
from .log import Appended, EventLog
from .records import leg_id
from .runs import Runs

STARTED = 0  # the batch number of RUN_STARTED; an agent's own batches count from 1
Actor = Literal["agent", "person"]
Start = Callable[[Item], None]
OUTCOMES = {"cancelled": "cancelled", "interrupt": "waiting"}
LOST = "The agent stopped in the middle of its work. Nothing more will come of this run; please ask again."


def launch(run: Mapping[str, Any]) -> None:
    """Starts the run's leg asynchronously, with a token that is good for this run alone.

    At least once: the leg's claim lets one of several starts through; one that is lost is started by the sweeper.
    """
    payload = {
        "run_token": sign_run(claims_of(run)), "run_id": run["run_id"], "thread_id": run["thread_id"],
        "leg": run["leg"], "correlation_id": run["correlation_id"],
    }  # fmt: skip
    aws.client("lambda").invoke(
        FunctionName=aws.function_name("agent"), InvocationType="Event", Payload=json.dumps(payload).encode()
    )


def claims_of(run: Mapping[str, Any], actor: Actor = "agent") -> RunClaims:
    return RunClaims(
        tenant_id=run["tenant_id"], user_id=run["user_id"], thread_id=run["thread_id"], run_id=run["run_id"],
        leg=run["leg"], agent_id=run["agent_id"], actor=actor, correlation_id=run["correlation_id"],
        timezone=run["timezone"], audit=tuple(run.get("audit", ())),
    )  # fmt: skip


def record(runs: Runs, thread_id: str, batch: Batch) -> Appended:
    """Numbers, stores and pushes events; a batch that was stored before is neither stored nor pushed again."""
    log = EventLog(runs.keys, thread_id)
    done = log.append(batch)
    push(alive(done.sockets), [numbered.frame(thread_id) for numbered in done.new], gone=log.forget)
    return done


def announce(runs: Runs, run: Mapping[str, Any]) -> Appended:
    """RUN_STARTED, once per leg, with the person's message: the log alone tells the whole conversation."""
    message = {"id": f"msg_{run['run_id']}", "role": "user", "content": run["message"]}
    first = run["leg"] == 1
    started = agui.run_started(
        run["thread_id"], leg_id(run),
        parent_run_id=None if first else f"{run['run_id']}.{run['leg'] - 1}",
        input=_input(run, [message] if first else []), metadata={"run_id": run["run_id"]},
    )  # fmt: skip
    return record(runs, run["thread_id"], Batch(leg_id(run), STARTED, run["correlation_id"], [started]))


def _input(run: Mapping[str, Any], messages: list[Event]) -> dict[str, Any]:
    return {
        "threadId": run["thread_id"], "runId": leg_id(run), "messages": messages,
        "tools": [], "context": [], "state": {}, "forwardedProps": {},
    }  # fmt: skip


def finish(
    runs: Runs, run: Item, events: Sequence[Event], number: int = 0, *, start: Start = launch
) -> Appended:
    """Stores the leg's last events, shuts the leg, settles the run, starts the next. Safe to repeat from anywhere.

    `number` is the agent's batch; without one the platform ends the leg, as a writer of its own.
    `start` is for those who may not sign run tokens themselves.
    """
    status, usage = _settled_as(events[-1])
    writer = leg_id(run) if number else f"{leg_id(run)}:end"
    batch = Batch(writer, number, run["correlation_id"], events, close=status, ordered=bool(number))
    done = record(runs, run["thread_id"], batch)
    settle(runs, run, done.closed or status, usage, start=start)
    return done


def settle(
    runs: Runs, run: Mapping[str, Any], status: str, usage: Sequence[Any] = (), *, start: Start = launch
) -> None:
    """Ends the run in the table, or parks it, and starts the next; nothing happens if that was done before."""
    waits = status == "waiting"
    if following := waiting.park(runs, run, usage=usage) if waits else runs.settle(run, status, usage):
        start(following)


def tell_results(runs: Runs, run: Mapping[str, Any]) -> None:
    """At the beginning of a leg: what came of the calls that waited for a person, as the executor stored it."""
    for call_id in run.get("results", []):
        call = Items(THREADS).get(runs.keys.call(run["thread_id"], call_id))
        if call and call["status"] == "done":
            told = agui.tool_call_result(f"msg_{call_id}", call_id, call["answer"])
            batch = Batch(f"{leg_id(run)}:call:{call_id}", 1, run["correlation_id"], [told])
            record(runs, run["thread_id"], batch)


def lost(runs: Runs, run: Item) -> None:
    """Settles a run whose agent is gone."""
    announce(runs, run)
    finish(runs, run, [agui.run_error(LOST, "agent_lost")])


def cancel(runs: Runs, run: Item) -> None:
    """Ends a run at its user's wish; the agent learns of it at its next append. Its approvals are the caller's to end.

    A run that waits has ended its leg already, so that the last word is a leg of its own.
    """
    if run["status"] == "waiting":
        run = waiting.reopen(runs, run)
    announce(runs, run)
    ended = agui.run_finished(
        run["thread_id"], leg_id(run), outcome={"type": "cancelled"}, metadata={"run_id": run["run_id"]}
    )
    finish(runs, run, [ended])


def _settled_as(event: Event) -> tuple[str, list[Any]]:
    if event["type"] == "RUN_ERROR":
        return "failed", list(event.get("usage") or [])
    kind = (event.get("outcome") or {}).get("type", "success")
    return OUTCOMES.get(kind, "succeeded"), list(event.get("usage") or [])
