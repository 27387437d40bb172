"""Cancelling a run ends what it asks of people; and the platform's own start of the run whose turn it is."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import agui
from greenlight.approvals import topic
from greenlight.approvals.consume import consuming
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.errors import Gone, NotFound
from greenlight.items import Item, commit
from greenlight.keys import new_id
from greenlight.threads import waiting as waits
from greenlight.threads.chunks import Batch
from greenlight.threads.log import EventLog
from greenlight.threads.records import Wanted, leg_id
from greenlight.threads.runs import Runs

from functions.threads.app import start_run
from functions.threads.calling_off import call_off
from tests.standins.approvals import waiting
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CONNECTION, CUSTOMER, LATER, TENANT, caller
from tests.standins.states import States, open_states


@pytest.fixture
def states(cloud: Cloud) -> Iterator[States]:
    with open_states() as opened:
        yield opened


@pytest.fixture
def run(cloud: Cloud) -> Item:
    """A run that its agent works on."""
    return claimed(submitted())


def submitted(thread_id: str = "") -> Item:
    wanted = Wanted("post it", new_id("req"), "" if thread_id else AGENT, thread_id)
    return Runs(TENANT).submit(caller(), wanted).run


def claimed(run: Item) -> Item:
    return Runs(TENANT).claim(run, new_id("inv"), int(time.time()) + 60, "c0ffee")


def asked(run: Item, call_id: str) -> Record:
    """A call of this run that a person is asked about."""
    record = waiting(thread_id=run["thread_id"], run_id=run["run_id"], call_id=call_id)
    commit([waits.opening(Runs(TENANT), run, call_id, record.approval_id)])
    return record


def parked(run: Item) -> Item:
    """As the executor parks a leg: shut first, then the run waits."""
    runs = Runs(TENANT)
    shut = agui.run_finished(run["thread_id"], leg_id(run), outcome={"type": "interrupt"})
    EventLog(runs.keys, run["thread_id"]).append(
        Batch(f"{leg_id(run)}:end", 0, "cor_1", [shut], close="waiting")
    )
    waits.park(runs, run)
    return now(run)


def now(run: Item) -> Item:
    return Runs(TENANT).run(run["thread_id"], run["run_id"])


def stands(record: Record) -> str:
    return Approvals(TENANT).get(record.approval_id).status


def decided(record: Record, verdict: str) -> Record:
    return judged(caller(), record.approval_id, Decision(verdict, record.digest), Door("rest"))[0]


def events(run: Item) -> list[Any]:
    return [one.event for one in EventLog(Runs(TENANT).keys, run["thread_id"]).read()]


def test_whatever_a_waiting_run_asks_for_is_called_off_with_it(run: Item, states: States) -> None:
    records = [asked(run, f"call_{n}") for n in range(2)]
    call_off(Runs(TENANT), parked(run), TENANT)
    assert (now(run)["status"], [stands(record) for record in records]) == ("cancelled", ["cancelled"] * 2)
    for record in records:
        with pytest.raises(Gone):
            decided(record, "approve")


def test_the_last_word_of_a_run_that_waited_is_a_leg_of_its_own(run: Item, states: States) -> None:
    asked(run, "call_1")
    call_off(Runs(TENANT), parked(run), TENANT)
    _, started, finished = events(run)
    assert (started["type"], started["parentRunId"]) == ("RUN_STARTED", f"{run['run_id']}.1")
    assert (finished["runId"], finished["outcome"]) == (f"{run['run_id']}.2", {"type": "cancelled"})


def test_its_machine_is_told_and_so_is_everybody_who_was_asked(
    run: Item, states: States, cloud: Cloud
) -> None:
    record = asked(run, "call_1")
    Approvals(TENANT).store_token(record.approval_id, record.execution, "token of its machine")
    topic.listen(TENANT, [CUSTOMER], CONNECTION, CUSTOMER, LATER)
    call_off(Runs(TENANT), parked(run), TENANT)
    assert states.completed == ["token of its machine"]
    told = [frame["approval"] for frame in cloud.frames[CONNECTION] if frame["kind"] == "approval"]
    assert [(one["approval_id"], one["status"]) for one in told] == [(record.approval_id, "cancelled")]


def test_a_yes_that_nothing_has_come_of_yet_is_taken_back(run: Item, states: States) -> None:
    record = asked(run, "call_1")
    parked(run)
    decided(record, "approve")
    call_off(Runs(TENANT), now(run), TENANT)
    assert stands(record) == "cancelled"


def test_what_was_acted_on_already_stays_on_record_as_it_is(run: Item, states: States) -> None:
    record = decided(asked(run, "call_1"), "approve")
    commit(consuming(record, 1, None, time.time()))
    call_off(Runs(TENANT), parked(run), TENANT)
    assert (now(run)["status"], stands(record)) == ("cancelled", "approved")


def test_what_its_agent_asked_for_after_the_canceller_had_looked_is_called_off_too(
    run: Item, states: States
) -> None:
    seen = now(run)
    record = asked(run, "call_late")
    call_off(Runs(TENANT), seen, TENANT)
    assert (now(run)["status"], stands(record)) == ("cancelled", "cancelled")


def test_a_run_that_parks_at_this_very_moment_is_cancelled_all_the_same(run: Item, states: States) -> None:
    record, seen = asked(run, "call_1"), now(run)
    parked(run)
    call_off(Runs(TENANT), seen, TENANT)
    assert (now(run)["status"], stands(record)) == ("cancelled", "cancelled")


def test_a_run_that_goes_on_at_this_very_moment_is_cancelled_where_it_is(run: Item, states: States) -> None:
    record = asked(run, "call_1")
    waited = parked(run)
    commit([waits.answering(Runs(TENANT), run, "call_1", record.approval_id, told=True)])
    assert waits.resume(Runs(TENANT), run), "it goes on while the canceller still sees it wait"
    call_off(Runs(TENANT), waited, TENANT)
    assert (now(run)["status"], now(run)["leg"]) == ("cancelled", 2)


def test_a_run_that_ended_at_this_very_moment_stays_as_it_ended(run: Item, states: States) -> None:
    asked(run, "call_1")
    waited = parked(run)
    Runs(TENANT).settle(waited, "failed")
    call_off(Runs(TENANT), waited, TENANT)
    assert (now(run)["status"], len(events(run))) == ("failed", 1)


def test_others_of_its_thread_go_on(run: Item, states: States, cloud: Cloud) -> None:
    asked(run, "call_1")
    parked(run)
    other = claimed(submitted(run["thread_id"]))
    call_off(Runs(TENANT), now(run), TENANT)
    thread = Runs(TENANT).thread_now(run["thread_id"])
    assert (thread["active_run"], now(other)["status"]) == (other["run_id"], "running")
    assert cloud.started == []


def start(thread_id: str, tenant_id: str = TENANT) -> None:
    start_run({"tenant_id": tenant_id, "thread_id": thread_id}, None)


def test_the_run_whose_turn_it_is_is_started_and_no_other(cloud: Cloud) -> None:
    first = submitted()
    submitted(first["thread_id"])
    start(first["thread_id"])
    assert [payload["run_id"] for _, payload in cloud.started] == [first["run_id"]]


def test_a_leg_that_somebody_works_on_is_not_started_again(cloud: Cloud, run: Item) -> None:
    start(run["thread_id"])
    assert cloud.started == []


def test_a_thread_whose_run_waits_has_nothing_to_start(cloud: Cloud, run: Item) -> None:
    asked(run, "call_1")
    parked(run)
    start(run["thread_id"])
    assert cloud.started == []


@pytest.mark.parametrize("tenant", [TENANT, "otherfirm"])
def test_a_thread_that_is_not_there_starts_nothing(cloud: Cloud, tenant: str) -> None:
    thread = "thr_none" if tenant == TENANT else submitted()["thread_id"]
    with pytest.raises(NotFound):
        start(thread, tenant)
    assert cloud.started == []
