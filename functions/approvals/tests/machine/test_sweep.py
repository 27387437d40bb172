"""The sweeper: an approval whose machine is gone gets a new one; everything else is left for later."""

import time
from datetime import datetime

import pytest
from greenlight import keys
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.threads.records import utc

from functions.approvals import sweep
from functions.approvals.app import approval_sweep
from tests.standins.platform import CUSTOMER, TENANT
from tests.standins.states import States

from .conftest import DAY, HOUR, ask, change, rows, stored

SCHEDULED = {
    "version": "0", "account": "", "region": "", "detail": {}, "detail-type": "", "source": "", "time": "", "id": "",
    "resources": [],
}  # fmt: skip


def overdue(record: Record, **fields: object) -> Record:
    change(record, gsi2sk=utc(1), **fields)
    return record


def wait_of(record: Record) -> float:
    """Seconds until somebody looks again."""
    return datetime.fromisoformat(stored(record)["gsi2sk"]).timestamp() - time.time()


def starts(record: Record) -> list[str]:
    """Beside the first one, which asking orders."""
    return [start["name"] for start in rows(record, "start")[1:]]


@pytest.fixture(autouse=True)
def nothing_else_due(account: None) -> None:
    for shard in range(keys.SHARDS):
        for item in Items(APPROVALS).every(f"DUE#{shard}", index=2):
            Items(APPROVALS).delete({"pk": item["pk"], "sk": item["sk"]})


def test_one_whose_machine_runs_is_left_until_something_is_due(states: States) -> None:
    record = overdue(ask(expires_at=int(time.time()) + 600))
    states.executions[record.execution] = "RUNNING"
    assert sweep.sweep() == {"due": 1, "running": 1}
    assert starts(record) == []
    assert 600 < wait_of(record) < 700


def test_one_whose_machine_runs_is_looked_at_every_hour(states: States) -> None:
    record = overdue(ask(expires_at=int(time.time()) + 9 * DAY))
    states.executions[record.execution] = "RUNNING"
    sweep.sweep()
    assert HOUR - 60 < wait_of(record) <= HOUR


def test_a_decided_one_whose_machine_runs_is_looked_at_soon(states: States) -> None:
    record = overdue(Approvals(TENANT).cancel(ask().approval_id, CUSTOMER))
    states.executions[record.execution] = "RUNNING"
    sweep.sweep()
    assert wait_of(record) < 70


@pytest.mark.parametrize("status", ["FAILED", "ABORTED", "TIMED_OUT", "SUCCEEDED"])
def test_one_whose_machine_ended_gets_a_new_execution(states: States, status: str) -> None:
    record = overdue(ask())
    states.executions[record.execution] = status
    approval_sweep(SCHEDULED, None)
    assert starts(record) == [f"{record.approval_id}-2"]
    after = Approvals(TENANT).get(record.approval_id)
    assert (after.generation, after.execution) == (2, f"{record.approval_id}-2")
    assert rows(record, "start")[-1]["input"]["execution"] == after.execution


def test_each_failure_doubles_the_pause(states: States) -> None:
    record = overdue(ask())
    pauses = []
    for generation in (1, 2, 3):
        states.executions[f"{record.approval_id}-{generation}"] = "FAILED"
        sweep.sweep()
        pauses.append(round(wait_of(record) / 60))
        overdue(record)
    assert pauses == [2, 4, 8]


def test_one_that_nobody_knows_is_started_under_its_own_name(states: States) -> None:
    record = overdue(ask())
    assert sweep.sweep() == {"due": 1, "anew": 1}
    assert starts(record) == [record.execution]
    assert Approvals(TENANT).get(record.approval_id).generation == 1


def test_a_settled_one_is_left_alone(states: States) -> None:
    record = overdue(Approvals(TENANT).cancel(ask().approval_id, CUSTOMER))
    Approvals(TENANT).settled(record, {"status": "cancelled"})
    assert sweep.sweep() == {"due": 0}
    assert starts(record) == []


def test_one_that_is_not_due_is_left_alone(states: States) -> None:
    record = ask()
    assert sweep.sweep() == {"due": 0}
    assert starts(record) == []


def test_effects_in_the_same_index_are_somebody_else_s(states: States) -> None:
    record = ask()
    effect = {**keys.Keys(TENANT).effect(record.approval_id, 1), "status": "unknown"}
    Items(APPROVALS).put({**effect, "gsi2pk": keys.due(record.approval_id), "gsi2sk": utc(1)})
    assert sweep.sweep() == {"due": 0}


def test_one_that_cannot_be_helped_holds_up_no_other(states: States) -> None:
    record = overdue(ask())
    before = wait_of(record)
    states.stop()  # Step Functions does not answer
    with pytest.raises(Exception, match="Could not connect"):
        sweep.sweep()
    assert before < 0 < wait_of(record)
