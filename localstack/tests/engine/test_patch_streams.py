"""A table's stream wakes a Lambda as on AWS: each gap shows on the bare engine and not on ours."""

import json
from pathlib import Path
from typing import Any

from localstack.stack.processes import wait_until
from localstack.tests.engines import Engine, running

HEARS = """
import boto3

def handler(event, context):
    failed = []
    for record in event["Records"]:
        name = record["dynamodb"]["Keys"]["pk"]["S"]
        boto3.client("dynamodb").update_item(
            TableName="heard", Key={"pk": {"S": name}}, UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
        if "raises" in name:
            raise ValueError(name)
        if "reported" in name:
            failed.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
    return {"batchItemFailures": failed}
"""
NEW = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUT#"}]}}}}


def listen(engine: Engine) -> str:
    """A table whose new `OUT#` rows wake a Lambda; the URL of the queue of what was given up."""
    stream = engine.client("dynamodb").create_table(
        TableName="told",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    engine.table("heard")
    queue = str(engine.client("sqs").create_queue(QueueName="given-up")["QueueUrl"])
    engine.function("listens", HEARS)
    engine.client("lambda").create_event_source_mapping(
        EventSourceArn=stream,
        FunctionName="listens",
        StartingPosition="TRIM_HORIZON",
        BatchSize=10,
        MaximumRetryAttempts=1,
        BisectBatchOnFunctionError=True,
        FunctionResponseTypes=["ReportBatchItemFailures"],
        DestinationConfig={"OnFailure": {"Destination": "arn:aws:sqs:eu-central-1:000000000000:given-up"}},
        FilterCriteria={"Filters": [{"Pattern": json.dumps(NEW)}]},
    )
    return queue


def tell(engine: Engine, *names: str) -> None:
    """All at once, so that one batch holds them."""
    puts = [{"Put": {"TableName": "told", "Item": {"pk": {"S": name}}}} for name in names]
    engine.client("dynamodb").transact_write_items(TransactItems=puts)


def heard(engine: Engine, name: str) -> int:
    found = engine.client("dynamodb").get_item(TableName="heard", Key={"pk": {"S": name}}).get("Item", {})
    return int(found.get("times", {}).get("N", "0"))


def has_read(engine: Engine) -> bool:
    """Whether the mapping has noted how far it is."""
    (mapping,) = engine.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    return heard(engine, "OUT#4") == 1 and str(mapping.get("LastProcessingResult", "")).startswith("OK")


def given_up(engine: Engine, queue: str) -> list[Any]:
    found = engine.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"])["DDBStreamBatchInfo"]["batchSize"] for message in found]


def test_a_record_that_always_fails_is_given_up_and_those_after_it_are_heard(
    bare: Engine, patched: Engine
) -> None:
    results = []
    for engine in (bare, patched):
        queue = listen(engine)
        tell(engine, "OUT#1", "other", "OUT#2 raises", "OUT#3")
        assert wait_until(lambda e=engine: heard(e, "OUT#2 raises") >= 2, 20)  # type: ignore[misc]
        wait_until(lambda e=engine: heard(e, "OUT#3") > 0, 4)  # type: ignore[misc]
        results.append((heard(engine, "OUT#1") > 0, heard(engine, "OUT#3") > 0, given_up(engine, queue)))
        assert heard(engine, "other") == 0
    assert results == [(True, False, []), (True, True, [1])]


def test_what_a_handler_reports_as_failed_comes_again_and_nothing_before_it(patched: Engine) -> None:
    tell(patched, "OUT#4", "OUT#5 reported")
    assert wait_until(lambda: heard(patched, "OUT#5 reported") == 2, 20)
    tell(patched, "OUT#6")
    assert wait_until(lambda: heard(patched, "OUT#6") == 1, 20)
    assert (heard(patched, "OUT#4"), heard(patched, "OUT#5 reported")) == (1, 2)


def test_a_mapping_goes_on_after_a_restart(tmp_path: Path) -> None:
    after = {}
    for flags in (("--bare",), ()):
        state = tmp_path / str(len(flags))
        state.mkdir()
        with running(state, *flags) as engine:
            listen(engine)
            tell(engine, *(f"OUT#{number}" for number in range(5)))
            assert wait_until(lambda e=engine: has_read(e), 20)  # type: ignore[misc]
        with running(state, *flags) as engine:
            tell(engine, "OUT#later")
            after[flags] = wait_until(lambda e=engine: heard(e, "OUT#later") == 1, 5 if flags else 20)  # type: ignore[misc]
    assert after == {("--bare",): False, (): True}
