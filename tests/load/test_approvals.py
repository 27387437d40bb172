"""The pure parts of the approvals' bench: what is counted, priced, compared and said."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.load.approval_cost import Costed, Spent, by_service, path_of, transitions
from tests.load.approval_floor import Floor
from tests.load.approval_report import Report, aims, spread, write
from tests.load.approval_rounds import Times
from tests.load.audit_rate import Compared, Rate
from tests.load.ear import Ear, Unheard
from tests.load.lambda_logs import billed, gb_seconds, invocations
from tests.load.prices import Usage
from tests.load.write_units import ask_for_units, billed_writes, telling

QUICK = "ChooseWait → AskPersonDaily → Settle"
WRITTEN = {"TableName": "greenlight-test-Ledger"}
USED = Usage(
    invocations=10, gb_seconds=0, writes=40, reads=0, messages=0, signatures=0, secrets=0, log_bytes=0
)


def spent(transitions: float = 4) -> Spent:
    return Spent(USED, transitions, mails=1, events=2, requests=2)


def report() -> Report:
    found = Report("a machine", load=0.3, approved=3, received=3)
    found.rounds = [
        (Times(n * 10, 100, 300, n * 40, 60), Floor(invoke=3, rest=6, push=2, start=150, callback=4)) for n in (1, 2, 3)
    ]  # fmt: skip
    found.costed = Costed(3, spent(), {"kms.Sign": 1.0}, {"Ledger": 80.0}, {"executor": (2, 90)}, {QUICK: 3})
    slow, fast = Rate("head", 50, 10, 20), Rate("sealed", 150, 5, 9)
    found.audit = Compared(20, slow, fast, fast, sealed=60, behind=0.2)
    return found


def test_a_transition_is_counted_for_each_state_entered_and_for_the_start() -> None:
    history: list[dict[str, Any]] = [
        {"type": "ExecutionStarted"},
        {"type": "ChoiceStateEntered", "stateEnteredEventDetails": {"name": "ChooseWait"}},
        {"type": "ChoiceStateExited"},
        {"type": "TaskStateEntered", "stateEnteredEventDetails": {"name": "Settle"}},
    ]
    assert path_of(history) == "ChooseWait → Settle"
    assert transitions({QUICK: 2, "ChooseWait → Settle": 1}) == 2 * 4 + 3


def test_the_price_of_an_approval_is_the_sum_of_its_lines_with_the_dearest_first() -> None:
    lines = spent().lines
    assert list(lines)[:2] == ["state transitions", "mails"]
    assert spent().dollars == pytest.approx(0.1 + 0.1 + 0.025 + 0.002 + 0.007 + 0.002)


def test_calls_are_added_up_by_service_without_what_people_say_and_hear() -> None:
    calls = {
        "dynamodb.GetItem Threads": 2.0,
        "dynamodb.PutItem Doors": 1.0,
        "socket.out": 3.0,
        "gateway": 2.0,
        "s3": 1,
    }
    assert by_service(calls) == {"dynamodb": 3.0, "s3": 1}


def test_a_write_is_billed_by_table_and_its_indexes_by_themselves() -> None:
    indexes = {"gsi2": {"CapacityUnits": 2.0}}
    said = {"ConsumedCapacity": {**WRITTEN, "CapacityUnits": 5.0, "GlobalSecondaryIndexes": indexes}}
    assert billed_writes("dynamodb.UpdateItem", WRITTEN, said) == {
        "write units: Ledger": 3, "write units: Ledger indexes": 2,
    }  # fmt: skip
    assert billed_writes("dynamodb.GetItem", WRITTEN, said) == {}


def test_what_is_refused_is_billed_too_and_so_is_a_condition_check() -> None:
    asked = {"TransactItems": [{"Put": WRITTEN}, {"ConditionCheck": WRITTEN}]}
    used = {"ConsumedCapacity": [{**WRITTEN, "CapacityUnits": 6.0}]}
    assert billed_writes("dynamodb.PutItem", WRITTEN, {}) == {"write units: Ledger": 1}
    assert billed_writes("dynamodb.TransactWriteItems", asked, {}) == {"write units: Ledger": 4}
    assert billed_writes("dynamodb.TransactWriteItems", asked, used) == {"write units: Ledger": 8}


def test_the_engine_is_asked_for_units_only_while_the_tally_counts() -> None:
    handler = telling(lambda data: data)
    assert handler(WRITTEN) == WRITTEN
    ask_for_units(on=True)
    assert handler(WRITTEN) == {**WRITTEN, "ReturnConsumedCapacity": "INDEXES"}
    ask_for_units(on=False)
    assert handler(WRITTEN) == WRITTEN


def test_billed_time_is_read_from_the_lambdas_own_reports() -> None:
    line = "REPORT RequestId: 1 Billed Duration: {} ms\tMemory Size: 512 MB"
    logs = [("relay", line.format(100)), ("relay", "a line of ours"), ("seal", line.format(300))]
    assert invocations(logs) == 2
    assert gb_seconds(logs) == pytest.approx(0.2)
    assert billed(logs, 2) == {"relay": (0.5, 50), "seal": (0.5, 150)}


def test_an_ear_keeps_what_came_before_it_was_asked_and_forgets_it_then() -> None:
    ear = Ear([json.dumps({"kind": "approval", "n": n}) for n in (1, 2, 3)], patience=0)
    ear.listen()
    second, third = ear.wait(lambda frame: frame["n"] == 2), ear.wait(lambda frame: frame["n"] == 3)
    assert second <= third
    with pytest.raises(Unheard):
        ear.wait(lambda frame: frame["n"] == 1)


def test_the_floor_of_a_step_is_the_sum_of_its_bare_steps() -> None:
    bare = Floor(invoke=1, rest=2, push=4, start=8, callback=16)
    assert (bare.shown, bare.listed, bare.waiting, bare.executed, bare.settled) == (5, 3, 9, 18, 22)


def test_a_single_value_is_its_own_spread() -> None:
    assert spread([7.0]) == (7.0, 7.0)
    assert spread([1.0, 2.0, 30.0])[0] == 2.0


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("failed approvals", {"failed": ["why"]}),
        ("requests outside", {"received": 4}),
        ("1,000 approvals", {"costed": Costed(3, spent(transitions=6), {}, {}, {}, {})}),
    ],
)
def test_an_aim_that_is_missed_is_said(name: str, broken: dict[str, object]) -> None:
    good, bad = report(), report()
    for field, value in broken.items():
        setattr(bad, field, value)
    assert [aim.name for aim in aims(good) if not aim.met] == []
    assert [aim.name for aim in aims(bad) if not aim.met] == [name]


def test_the_report_says_what_was_measured_and_whether_the_machine_was_busy(tmp_path: Path) -> None:
    quiet, busy = report(), report()
    busy.load = 4.0
    text = write(quiet, tmp_path / "quiet.md")
    assert (tmp_path / "quiet.md").read_text() == text
    assert (
        "| asked → frame on the approver's socket | 20.0 | 29.0 | Lambda + push | 5.0 | 5.0 | 4.0 | 5.8 |"
        in text
    )
    assert "busy with other work" not in text
    assert "busy with other work" in write(busy, tmp_path / "busy.md")
