"""What a socket may say: one function per kind of message, each `(Said) -> Reply`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from greenlight.agents import first_hired, hired
from greenlight.approvals import topic
from greenlight.approvals.inbox import Wanted as Waiting
from greenlight.approvals.inbox import page
from greenlight.approvals.store import inboxes_of
from greenlight.caller import Caller
from greenlight.errors import Invalid
from greenlight.items import Item
from greenlight.problem import problem
from greenlight.threads.chunks import Numbered
from greenlight.threads.lifecycle import launch
from greenlight.threads.log import EventLog
from greenlight.threads.records import SETTLED, Wanted
from greenlight.threads.runs import Runs

from . import connections, forms, verdicts
from .calling_off import call_off

REPLAY = 200  # events per `subscribe`; a client that is further behind subscribes again from the last it got
PENDING = 100  # approvals per `subscribe`; whoever has more waiting lists them by REST
MAX_THREADS = 20  # that one socket listens to; the oldest is dropped

Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A checked message with who said it and over which socket."""

    caller: Caller
    connection: Item
    connection_id: str
    id: str
    thread: str
    payload: Mapping[str, Any]

    def accepted(self, run_id: str, thread_id: str) -> Frame:
        return {"v": 1, "kind": "accepted", "id": self.id, "run_id": run_id, "thread": thread_id}


@dataclass(frozen=True, slots=True)
class Reply:
    """Frames for the sender, in order; `then` happens once they are on their way."""

    frames: Sequence[Frame | Numbered]
    then: Callable[[], None] | None = None


def run(said: Said) -> Reply:
    """A message to the agent: stored with its run, then started; the same id again is answered the same.

    What could refuse a listener comes first: a run that is stored is a run that starts.
    """
    caller = said.caller.acting_as("customer")
    tenant, user = caller.tenant_id, caller.user_id
    if said.thread:
        agent_id = ""  # the thread has one
        _join(said)
    elif wanted_agent := str(said.payload.get("agent_id") or ""):
        agent_id = hired(tenant, user, wanted_agent).agent_id
    else:
        agent_id = first_hired(tenant, user).agent_id
    wanted = Wanted(
        _text(said.payload), said.id, agent_id, said.thread, audit=said.payload.get("audit") is True
    )
    accepted = Runs(tenant).submit(caller, wanted)
    thread_id = accepted.run["thread_id"]
    if not said.thread:
        _listen(said, thread_id)
    start = partial(launch, accepted.run) if accepted.starts else None
    return Reply([said.accepted(accepted.run["run_id"], thread_id)], then=start)


def subscribe(said: Said) -> Reply:
    """From now on every event of the thread; first those after `after_seq` that happened before."""
    if "topic" in said.payload:
        return _inbox(said)
    Runs(said.caller.tenant_id).thread(said.caller.user_id, said.thread)
    after = said.payload.get("after_seq", 0)
    if not isinstance(after, int) or after < 0:
        raise Invalid("after_seq is the number of the last event you have; 0 for all.")
    last = _listen(said, said.thread, again=True)
    log = EventLog(Runs(said.caller.tenant_id).keys, said.thread)
    missed: list[Frame | Numbered] = [e for e in log.read(after, limit=REPLAY) if e.seq <= last]
    frame = {"v": 1, "kind": "subscribed", "id": said.id, "thread": said.thread, "seq": last}
    return Reply([*missed, frame])


def cancel_run(said: Said) -> Reply:
    """Ends a run, or takes a waiting one out of the queue. One that has ended already stays as it is."""
    runs = Runs(said.caller.tenant_id)
    found = runs.run_of(said.caller.acting_as("customer").user_id, str(said.payload.get("run_id", "")))
    if found["status"] not in SETTLED:
        call_off(runs, found, said.caller.tenant_id)
    return Reply([said.accepted(found["run_id"], found["thread_id"])])


def ui_intent(said: Said) -> Reply:
    """A form's Save: a person did it, so it goes straight to the executor."""
    Runs(said.caller.tenant_id).thread(said.caller.acting_as("customer").user_id, said.thread)
    _listen(said, said.thread)
    run_id = forms.save(said.caller, said.thread, said.id, said.payload)
    return Reply([said.accepted(run_id, said.thread)])


def resume(said: Said) -> Reply:
    """Verdicts on what the agent waits for; each is answered for itself."""
    wanted = verdicts.entries(said.payload)
    outcome = verdicts.settle(said.caller, said.thread, wanted, said.connection.get("address", ""))
    frames: list[Frame] = [
        {"v": 1, "kind": "refused", "id": said.id,
         "problem": problem(refused, instance="/realtime", correlation_id=said.caller.correlation_id)}
        for refused in outcome.refused
    ]  # fmt: skip
    if outcome.decided:
        frames.insert(0, {"v": 1, "kind": "decided", "id": said.id, "approvals": outcome.decided})
    return Reply(frames)


def ping(said: Said) -> Reply:
    return Reply([{"v": 1, "kind": "pong", "id": said.id}])


KINDS: Mapping[str, Callable[[Said], Reply]] = {
    "run": run, "subscribe": subscribe, "cancel": cancel_run, "ui_intent": ui_intent, "resume": resume, "ping": ping,
}  # fmt: skip


def _inbox(said: Said) -> Reply:
    """The live inbox: what waits now, newest first, then every change. Who listens first misses nothing in between."""
    if said.payload["topic"] != "approvals":
        raise Invalid("The only topic is `approvals`.")
    caller, inboxes = said.caller, inboxes_of(said.caller)
    topic.listen(caller.tenant_id, inboxes, said.connection_id, caller.user_id, caller.expires_at)
    connections.watching(said.connection_id, inboxes)
    waiting, _ = page(caller, Waiting(limit=PENDING))
    frame = {"v": 1, "kind": "subscribed", "id": said.id, "topic": "approvals"}
    return Reply([*(topic.frame(record) for record in waiting), frame])


def _text(payload: Mapping[str, Any]) -> str:
    message = payload.get("message")
    if not isinstance(message, str):
        raise Invalid("A run needs payload.message, a text.")
    return message


def _join(said: Said) -> None:
    """Listens to the thread that a message names, if the socket does not yet. Raises NotFound, TooMany."""
    if said.thread not in said.connection["threads"]:
        Runs(said.caller.tenant_id).thread(said.caller.user_id, said.thread)
        _listen(said, said.thread)


def _listen(said: Said, thread_id: str, again: bool = False) -> int:
    threads = said.connection["threads"]
    if thread_id in threads and not again:
        return 0
    log = EventLog(Runs(said.caller.tenant_id).keys, thread_id)
    last = log.listen(said.connection_id, said.caller.expires_at)
    if thread_id not in threads:
        connections.listening(said.connection_id, [*threads, thread_id][-MAX_THREADS:])
    return last
