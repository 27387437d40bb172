"""Rows are carried at least once, whatever happens in between; one that cannot be carried stays, and is seen."""

import json
from contextlib import suppress
from typing import Any

import pytest
from greenlight import aws, keys
from greenlight.declare import APPROVALS
from greenlight.items import Items

from .conftest import KNOWN, Killed, killed_at, leave, listening_bus, overdue, relayed, rows, swept


def start(name: str = "apr_1-1") -> dict[str, Any]:
    return {"machine": "approval", "name": name, "input": {"approval_id": "apr_1"}}


def executions(name: str) -> int:
    arn = aws.setting("APPROVAL_MACHINE")
    found = aws.client("stepfunctions").list_executions(stateMachineArn=arn)["executions"]
    return len([one for one in found if one["name"] == name])


def event(subject: str = "apr_1") -> dict[str, Any]:
    return {"type": "greenlight.approval.decided.v1", "subject": subject, "data": {"status": "approved"}}


def test_a_start_row_starts_its_machine_and_is_gone(ledger: Items) -> None:
    assert relayed(leave("start", start("once"))) == []
    assert executions("once") == 1
    assert rows() == []


def test_a_start_that_was_made_before_counts_as_made(ledger: Items) -> None:
    relayed(leave("start", start("twice")))
    assert relayed(leave("start", start("twice") | {"input": {"other": True}})) == []
    assert executions("twice") == 1
    assert rows() == []


def test_an_event_row_is_a_cloud_event_with_the_rows_id(ledger: Items) -> None:
    with listening_bus() as heard:
        record = leave("event", event())
        assert relayed(record) == []
    [told] = heard
    assert (told["Source"], told["DetailType"]) == ("greenlight", "greenlight.approval.decided.v1")
    detail = told["Detail"]
    assert detail["id"] == record["dynamodb"]["SequenceNumber"].removeprefix("seq-")
    assert detail["type"] == "greenlight.approval.decided.v1"
    assert detail["specversion"] == "1.0"
    assert detail["data"] == {"status": "approved"}
    assert detail["source"] == "urn:greenlight:tenant:acmehealth"


def test_an_event_that_the_bus_refuses_with_200_stays(ledger: Items) -> None:
    def refuse(parsed: dict[str, Any], **_: Any) -> None:
        parsed.update(FailedEntryCount=1, Entries=[{"ErrorCode": "ThrottlingException", "ErrorMessage": "x"}])

    events = aws.client("events").meta.events
    events.register("after-call.events.PutEvents", refuse)
    try:
        assert len(relayed(leave("event", event()))) == 1
    finally:
        events.unregister("after-call.events.PutEvents", refuse)
    assert rows()[0]["problem"].startswith("NotTaken ")
    overdue()
    with listening_bus() as heard:
        swept()
    assert len(heard) == 1
    assert rows() == []


def test_a_task_row_completes_the_waits_of_its_approval(ledger: Items) -> None:
    token = {"task_token": "t" * 64, "stored_at": "2026-01-01T00:00:00.000Z"}
    Items(APPROVALS).put({**KNOWN.approval_token("apr_1", "apr_1-1"), **token})
    given: list[str] = []

    def hear(params: dict[str, Any], **_: Any) -> None:
        given.append(params["taskToken"])

    events = aws.client("stepfunctions").meta.events
    events.register("provide-client-params.stepfunctions.SendTaskSuccess", hear)
    try:
        assert relayed(leave("task", {"approval_id": "apr_1"})) == []
    finally:
        events.unregister("provide-client-params.stepfunctions.SendTaskSuccess", hear)
    assert given == ["t" * 64]
    assert rows() == []


def test_a_second_delivery_of_a_carried_row_does_nothing(ledger: Items) -> None:
    record = leave("event", event())
    with listening_bus() as heard:
        assert relayed(record) == []
        assert relayed(record, record) == []
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("service", "operation", "started"),
    [
        ("dynamodb", "UpdateItem", 0),
        ("stepfunctions", "StartExecution", 0),
        ("dynamodb", "DeleteItem", 1),
    ],
)
def test_a_crash_at_any_call_loses_nothing(ledger: Items, service: str, operation: str, started: int) -> None:
    name = f"crash-{operation}"
    record = leave("start", start(name))
    with suppress(Killed), killed_at(service, operation):
        relayed(record)
    assert executions(name) == started
    assert len(rows()) == 1
    assert relayed(record) == []  # the stream delivers the batch again
    assert executions(name) == 1
    assert rows() == []


def test_what_the_stream_lost_is_the_sweepers(ledger: Items) -> None:
    leave("start", start("lost"))
    swept()
    assert executions("lost") == 0, "it is the stream's for half a minute"
    overdue()
    swept()
    assert executions("lost") == 1
    assert rows() == []


def test_a_row_that_is_being_carried_is_not_carried_by_the_sweeper_too(ledger: Items) -> None:
    record = leave("start", start("busy"))
    overdue()
    with suppress(Killed), killed_at("stepfunctions", "StartExecution"):
        relayed(record)
    swept()
    assert executions("busy") == 0
    assert len(rows()) == 1


def test_of_two_who_take_a_row_at_once_one_carries_it(ledger: Items) -> None:
    """The sweeper takes it after the relay has looked, and before it has taken it."""
    record = leave("event", event())
    raced: list[bool] = []

    def overtake(**_: Any) -> None:
        if not raced:
            raced.append(True)
            overdue()
            swept()

    hooks = aws.client("dynamodb").meta.events
    with listening_bus() as heard:
        hooks.register("before-call.dynamodb.UpdateItem", overtake)
        try:
            relayed(record)
        finally:
            hooks.unregister("before-call.dynamodb.UpdateItem", overtake)
    assert (len(heard), rows()) == (1, [])


def test_a_delayed_row_waits_for_its_time(ledger: Items) -> None:
    record = leave("start", start("later"), delay=3600)
    assert relayed(record) == []
    swept()
    assert executions("later") == 0
    overdue()
    swept()
    assert executions("later") == 1


def test_a_poison_row_holds_up_no_other(ledger: Items) -> None:
    bad, good = leave("carrier-pigeon", {}), leave("start", start("beside-poison"))
    bad_id = bad["dynamodb"]["SequenceNumber"].removeprefix("seq-")
    assert relayed(bad, good) == [bad_id]
    assert executions("beside-poison") == 1
    assert [row["problem"].split()[0] for row in rows()] == ["KeyError"]


def test_the_stream_is_not_held_up_by_a_poison_row_for_long(ledger: Items) -> None:
    bad = leave("start", {"machine": "nowhere"})
    answers = [len(relayed(bad)) for _ in range(5)]
    assert answers == [1, 1, 0, 0, 0], "as often as the stream repeats, and never into its failed queue"
    assert rows()[0]["attempts"] == 3


def test_a_row_that_fails_eight_times_is_given_up_and_listed(ledger: Items) -> None:
    leave("event", {"type": "no subject"})
    for _ in range(8):
        overdue()
        swept()
    assert rows()[0]["attempts"] == 8
    overdue()
    swept()
    [row] = rows()
    assert (row["status"], row["problem"].split()[0]) == ("failed", "KeyError")
    assert [one["sk"] for one in ledger.query(keys.failed(row["row_id"]), index=2).items] == [row["sk"]]
    overdue()
    swept()
    assert rows()[0]["attempts"] == 8


def test_a_failure_is_named_without_its_words(ledger: Items, capsys: pytest.CaptureFixture[str]) -> None:
    record = leave("start", start("x" * 200) | {"input": {"said": "a person's words"}})
    assert len(relayed(record)) == 1
    assert rows()[0]["problem"].startswith("ValidationException deliver.py:")
    assert "a person's words" not in capsys.readouterr().out + json.dumps(rows()[0]["problem"])


def test_a_row_has_a_key_of_its_tenant() -> None:
    assert KNOWN.outbox("out_1") == {"pk": "TENANT#acmehealth#OUTBOX", "sk": "OUT#out_1"}
