"""The dispatcher: a token is kept before the table is read again, and a fault is told by its class."""

import pytest
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from functions.approvals.app import approval_wait
from tests.standins.platform import CUSTOMER, TENANT
from tests.standins.states import States

from .conftest import ask, dispatched


def test_the_token_waits_for_the_verdict(states: States) -> None:
    record = ask()
    approval_wait(dispatched(record), None)
    kept = Items(APPROVALS).get(Keys(TENANT).approval_token(record.approval_id, record.execution))
    assert kept
    assert kept["task_token"] == "token-1"
    assert (states.completed, states.failed) == ([], [])


def test_a_verdict_that_was_there_before_the_token_ends_the_wait(states: States) -> None:
    record = ask()
    Approvals(TENANT).cancel(record.approval_id, CUSTOMER)
    approval_wait(dispatched(record), None)
    assert states.completed == ["token-1"]


def test_one_whose_time_is_over_still_waits_for_the_clock(states: States) -> None:
    approval_wait(dispatched(ask(expires_at=1)), None)
    assert states.completed == []


def test_a_wait_that_is_closed_already_is_well(states: States) -> None:
    record = ask()
    Approvals(TENANT).cancel(record.approval_id, CUSTOMER)
    states.closed.add("token-1")
    approval_wait(dispatched(record), None)
    assert (states.completed, states.failed) == ([], [])


@pytest.mark.parametrize("closed", [False, True])
def test_a_fault_fails_the_task_by_its_class_and_is_told_no_second_time(states: States, closed: bool) -> None:
    record = ask()
    states.closed |= {"token-1"} if closed else set()
    approval_wait({**dispatched(record), "approval_id": new_id("apr")}, None)
    assert states.failed == ([] if closed else [("token-1", "NotFound")])


def test_the_token_stands_in_no_log_line(states: States, caplog: pytest.LogCaptureFixture) -> None:
    record = ask()
    approval_wait(dispatched(record, "a-canary"), None)
    approval_wait({**dispatched(record, "a-canary"), "approval_id": new_id("apr")}, None)
    assert [line.__dict__["outcome"] for line in caplog.records] == ["ok", "fault"]
    assert "a-canary" not in caplog.text + str([line.__dict__ for line in caplog.records])
