"""Who may end a leg, when, and what an agent cannot do about it."""

import time
from contextlib import suppress
from typing import Any

import pytest
from greenlight import agui
from greenlight.declare import THREADS
from greenlight.errors import NotFound
from greenlight.items import Item, Items
from greenlight.keys import new_id
from greenlight.threads.chunks import Batch
from greenlight.threads.lifecycle import announce, record
from greenlight.threads.records import Wanted, leg_id, utc
from greenlight.threads.runs import Runs

from functions.threads import care
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, TENANT, caller, token_for

from .test_append import append, ask, claim, finished, overdue, record_of, status


def half_cancelled(run: Item) -> None:
    """Whoever cancelled it died between the log and the table."""
    ended = agui.run_finished(run["thread_id"], leg_id(run), outcome={"type": "cancelled"})
    announce(Runs(TENANT), run)
    record(
        Runs(TENANT), run["thread_id"], Batch(f"{leg_id(run)}:end", 0, "cor_1", [ended], close="cancelled")
    )


@pytest.mark.parametrize("deadline", [2**40, 10**30, -(10**30), 0])
def test_an_agent_cannot_lease_a_run_for_longer_than_its_token_is_good(run: Item, deadline: int) -> None:
    assert ask(run, "claim", invocation_id="inv_1", deadline=deadline)["claimed"]
    lease = Runs(TENANT).run(run["thread_id"], run["run_id"])["lease_until"]
    assert time.time() <= lease <= time.time() + 910


def test_a_run_that_was_half_cancelled_is_settled_by_its_claim_and_the_next_one_starts(
    cloud: Cloud, run: Item
) -> None:
    second = Runs(TENANT).submit(caller(), Wanted("and then?", new_id("req"), AGENT, run["thread_id"])).run
    half_cancelled(run)
    assert not claim(run)["claimed"]
    assert status(run) == "cancelled"
    assert [payload["run_id"] for _, payload in cloud.started] == [second["run_id"]]


def test_a_run_that_was_half_cancelled_while_it_ran_is_settled_by_the_next_append(run: Item) -> None:
    claim(run)
    half_cancelled(run)
    assert append(run, 1, agui.text_start("m"))["closed"]
    assert status(run) == "cancelled"


@pytest.mark.parametrize(
    "event",
    [
        {"type": "TEXT_MESSAGE_START", "messageId": "m", "role": "user"},
        agui.tool_call_start("ui_1", "weights__create"),
        agui.tool_call_args("ui_1", "{}"),
        agui.run_error("x") | {"code": 7},
        agui.run_error("x") | {"usage": 7},
        agui.run_error("x") | {"usage": [{"inputTokens": 1.5}]},
        agui.run_error("x") | {"usage": [{"inputTokens": 10**50}]},
        agui.run_error("x") | {"usage": [{}] * 9},
    ],
)
def test_an_agent_speaks_for_itself_and_in_the_form_that_we_can_show(run: Item, event: Any) -> None:
    claim(run)
    assert append(run, 1, event)["problem"]["status"] == 422
    assert status(run) == "running"


@pytest.mark.parametrize("outcome", ["done", 7, {"type": ["success"]}, {"kind": "success"}])
def test_an_outcome_that_is_none_is_refused_and_no_fault(run: Item, outcome: Any) -> None:
    claim(run)
    assert append(run, 1, finished(run) | {"outcome": outcome})["problem"]["status"] == 422


def test_one_run_that_cannot_be_helped_does_not_hold_up_the_others(cloud: Cloud, run: Item) -> None:
    """Its thread is broken, so that looking after it is a fault; at the next sweep it comes last."""
    claim(run)
    other = run
    while other is run or other["gsi2pk"] != run["gsi2pk"]:  # of the same shard, so that it comes after
        other = Runs(TENANT).submit(caller(), Wanted("hello", new_id("req"), AGENT)).run
    overdue(run)
    overdue(other)
    key = Runs(TENANT).keys.run(other["thread_id"], other["run_id"])
    Items(THREADS).update(key, "SET gsi2sk = :later", values={":later": "2000-01-02T00:00:00.000Z"})
    Items(THREADS).delete(Runs(TENANT).keys.thread(run["thread_id"]))
    for _ in range(2):
        with suppress(NotFound):
            care.sweep()
    assert [payload["run_id"] for _, payload in cloud.started] == [other["run_id"]]


def test_the_late_failure_of_an_earlier_leg_leaves_the_present_one_alone(run: Item) -> None:
    late = record_of(run, "inv_1", token=token_for(run, leg=0))
    care.after_failure(late)
    assert status(run) == "queued"


def test_a_long_leg_is_not_looked_at_again_before_its_lease_is_over(run: Item) -> None:
    claim(run, seconds=300)
    key = Runs(TENANT).keys.run(run["thread_id"], run["run_id"])
    Items(THREADS).update(key, "SET gsi2sk = :past", values={":past": "2000-01-01T00:00:00.000Z"})
    assert care.sweep() == 1
    stored = Runs(TENANT).run(run["thread_id"], run["run_id"])
    assert (stored["status"], stored["gsi2sk"] >= utc(stored["lease_until"])) == ("running", True)
