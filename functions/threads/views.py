"""The REST side of threads: the same things as on the socket, for programs and for pages that load."""

from typing import Any

from greenlight.agents import first_hired, hired
from greenlight.caller import Caller
from greenlight.errors import Gone
from greenlight.keys import new_id
from greenlight.rest import Answer, answer, body, current_caller, header, query
from greenlight.spec import spec
from greenlight.threads.history import for_client
from greenlight.threads.lifecycle import launch
from greenlight.threads.log import EventLog
from greenlight.threads.records import SETTLED, Wanted
from greenlight.threads.runs import Runs

from .calling_off import call_off
from .schemas import (
    Events,
    EventsQuery,
    NewRun,
    NewThread,
    PageQuery,
    Run,
    State,
    StateQuery,
    Thread,
    Threads,
    run_of,
    thread_of,
)

OWNER = ("customer",)  # who may talk to agents; whoever else has threads may read them
SHOWN = 96 * 1024  # bytes of events behind one `/state`


@spec(query=PageQuery, returns=Threads)
def list_threads() -> dict[str, Any]:
    """The caller's threads, latest first."""
    caller, page = current_caller(), query(PageQuery)
    items, following = Runs(caller.tenant_id).threads_of(caller.user_id, page.limit, page.cursor)
    return {"items": [thread_of(i).model_dump() for i in items], "next_cursor": following}


@spec(body=NewThread, returns=Thread, status=201, roles=OWNER)
def create_thread() -> Answer:
    """An empty thread with one of my agents."""
    caller, wanted = current_caller(), body(NewThread)
    thread = Runs(caller.tenant_id).begin_thread(caller, _agent(caller, wanted.agent_id), wanted.title)
    return answer(thread_of(thread), 201)


@spec(returns=Thread)
def get_thread(thread_id: str) -> Answer:
    """One thread; its revision is the ETag."""
    caller = current_caller()
    thread = thread_of(Runs(caller.tenant_id).thread(caller.user_id, thread_id))
    return answer(thread, revision=thread.revision)


@spec(query=EventsQuery, returns=Events)
def list_events(thread_id: str) -> dict[str, Any]:
    """Events after a number, as the socket sends them; `next_after_seq` is where to go on."""
    caller, wanted = current_caller(), query(EventsQuery)
    runs = Runs(caller.tenant_id)
    runs.thread(caller.user_id, thread_id)
    found, more = EventLog(runs.keys, thread_id).page(wanted.after_seq, wanted.limit)
    items = [{"seq": e.seq, "corr": e.corr, "event": e.event} for e in found]
    return {"items": items, "next_after_seq": found[-1].seq if more else None}


@spec(query=StateQuery, returns=State)
def show_state() -> dict[str, Any]:
    """The thread as a client should show it, and the number from which to subscribe; long ones from the end."""
    caller, wanted = current_caller(), query(StateQuery)
    runs = Runs(caller.tenant_id)
    thread = runs.thread(caller.user_id, wanted.sessionId)
    events = EventLog(runs.keys, wanted.sessionId).newest(SHOWN)
    return {
        "thread": thread_of(thread).model_dump(),
        "messages": for_client(events),
        "first_seq": events[0].seq if events else 1,
        "last_seq": events[-1].seq if events else 0,
    }


@spec(body=NewRun, returns=Run, status=202, roles=OWNER)
def create_run() -> Answer:
    """A message to the agent; answers at once, the events follow on the socket or by `…/events`."""
    caller, wanted = current_caller(), body(NewRun)
    request_id = wanted.id or header("Idempotency-Key") or new_id("req")
    return _submit(caller, wanted.message, request_id, wanted.thread_id, wanted.agent_id)


@spec(returns=Run)
def get_run(run_id: str) -> Answer:
    """One run: how it stands, what it used."""
    caller = current_caller()
    run = run_of(Runs(caller.tenant_id).run_of(caller.user_id, run_id))
    return answer(run, revision=run.revision)


@spec(returns=Run, roles=OWNER)
def cancel_run(run_id: str) -> Answer:
    """Ends the run, or takes it out of the queue. Raises Gone once it has ended otherwise."""
    caller = current_caller()
    runs = Runs(caller.tenant_id)
    run = runs.run_of(caller.user_id, run_id)
    if run["status"] in SETTLED - {"cancelled"}:
        raise Gone(f"The run has {run['status']} already.")
    if run["status"] != "cancelled":
        call_off(runs, run, caller.tenant_id)
    return answer(run_of(runs.run_of(caller.user_id, run_id)))


@spec(returns=Run, status=202, roles=OWNER)
def rerun(run_id: str) -> Answer:
    """The same message once more, as a run of its own that names the old one."""
    caller = current_caller()
    old = Runs(caller.tenant_id).run_of(caller.user_id, run_id)
    request_id = header("Idempotency-Key") or new_id("req")
    return _submit(caller, old["message"], request_id, old["thread_id"], old["agent_id"], parent=run_id)


def _submit(
    caller: Caller, message: str, request_id: str, thread_id: str, agent_id: str, *, parent: str = ""
) -> Answer:
    runs = Runs(caller.tenant_id)
    agent = "" if thread_id else _agent(caller, agent_id)  # a thread has one
    accepted = runs.submit(caller, Wanted(message, request_id, agent, thread_id, parent))
    if accepted.starts:
        launch(accepted.run)
    replayed = {"Idempotent-Replayed": "true"} if accepted.replayed else None
    return answer(run_of(accepted.run), 202, replayed)


def _agent(caller: Caller, agent_id: str) -> str:
    tenant, user = caller.tenant_id, caller.user_id
    return hired(tenant, user, agent_id).agent_id if agent_id else first_hired(tenant, user).agent_id
