"""What a table's stream wakes: which records, how failures end, and whose right it is to read it."""

import json
from typing import Any

import pytest

from infra.build import Built
from tests.infra.conftest import Templates, read
from tests.infra.reading import functions, many, of_type, statements, text


@pytest.fixture(scope="module")
def templates_of_sample(sample: Built) -> Templates:
    return read(sample.out)


@pytest.fixture
def mapping(templates_of_sample: Templates) -> dict[str, Any]:
    found: dict[str, Any] = templates_of_sample["asking"]["Resources"]["HearMapping"]["Properties"]
    return found


def test_a_stream_tells_of_new_rows_and_of_nothing_that_was_before(templates: Templates) -> None:
    streams = [
        p["StreamSpecification"]
        for _, _, p in of_type(templates, "DynamoDB::Table")
        if "StreamSpecification" in p
    ]
    assert streams == [{"StreamViewType": "NEW_IMAGE"}]
    assert templates["base"]["Outputs"]["LedgerStreamArn"]["Value"] == {
        "Fn::GetAtt": ["LedgerTable", "StreamArn"]
    }


def test_a_bad_record_is_narrowed_down_given_up_and_told(mapping: dict[str, Any]) -> None:
    assert mapping["EventSourceArn"] == {"Ref": "LedgerStreamArn"}
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert (mapping["BatchSize"], mapping["MaximumRetryAttempts"]) == (7, 5)
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["HearFailed", "Arn"]}


def test_filters_are_handed_on_as_patterns(mapping: dict[str, Any]) -> None:
    (one,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "OUT#"}]}}},
    }


def test_only_whom_a_stream_wakes_may_read_it(templates: Templates) -> None:
    woken = {
        text(templates[stack]["Resources"][p["FunctionName"]["Ref"]]["Properties"]["FunctionName"])
        for stack, _, p in of_type(templates, "Lambda::EventSourceMapping")
        if "StreamArn" in text(p["EventSourceArn"])
    }
    readers = {
        name
        for name in functions(templates)
        if any("dynamodb:GetRecords" in many(s["Action"]) for s in statements(templates, name))
    }
    assert woken == readers != set()


def test_what_a_stream_wakes_may_report_what_failed(templates_of_sample: Templates) -> None:
    failed = {"Fn::GetAtt": ["HearFailed", "Arn"]}
    assert any(
        s["Action"] == "sqs:SendMessage" and s["Resource"] == failed
        for s in statements(templates_of_sample, "hear")
    )


def test_a_toolset_stands_in_the_catalogue_with_what_the_gate_must_know(sample: Built) -> None:
    page = json.loads((sample.out / "catalogue.json").read_text())["domains"]["letters"]
    assert set(page) == {"name", "title", "about", "card", "tools"}
    assert page["card"].startswith("# Letters\n\nA person is asked")
    assert "- `send_letter`: Send a letter." in page["card"]
    letter, ping = page["tools"]["send_letter"], page["tools"]["ping"]
    assert (letter["effect"], letter["verb"], letter["price_cents"]) == ("external", "letter.send", 80)
    assert "reads_if" not in letter
    assert (ping["reads_if"], "price_cents" in ping) == ("door_is_ours", False)


def test_the_audit_bucket_is_locked_on_aws(sample: Built) -> None:
    bucket = read(sample.out)["base"]["Resources"]["AuditBucket"]["Properties"]
    assert bucket["ObjectLockEnabled"]["Fn::If"][:2] == ["IsCloud", True]
    rule = bucket["ObjectLockConfiguration"]["Fn::If"][1]["Rule"]["DefaultRetention"]
    assert rule == {"Mode": "GOVERNANCE", "Days": 400}
