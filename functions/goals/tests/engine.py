"""An engine of the test's own: two tables, what schedules need, and a queue that hears what `goal_fire` is given."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from greenlight import aws
from greenlight.declare import AGENTS, LEDGER

from localstack.stack.processes import wait_until
from localstack.tests.engines import Engine, running
from tests.standins.account import PREFIX

INDEXES = ("gsi1", "gsi2")
HERE = "eu-central-1:000000000000"
HEARS = """
import json
import boto3

def handler(event, context):
    sqs = boto3.client("sqs")
    place = sqs.get_queue_url(QueueName="heard")["QueueUrl"]
    sqs.send_message(QueueUrl=place, MessageBody=json.dumps(event))
"""
SETTINGS = {
    "GREENLIGHT_PREFIX": PREFIX, "SCHEDULE_GROUP": PREFIX, "SCHEDULER_ROLE": "arn:aws:iam::000000000000:role/fires",
    "SCHEDULES_DEAD": f"arn:aws:sqs:{HERE}:dead", "SCHEDULED_FUNCTIONS": f"arn:aws:lambda:{HERE}:function:{PREFIX}-",
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with running(tmp_path_factory.mktemp("engine")) as engine, pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        for table in (AGENTS, LEDGER):
            _make(engine, f"{PREFIX}-{table.name}")
        engine.client("sqs").create_queue(QueueName="heard")
        engine.client("scheduler").create_schedule_group(Name=PREFIX)
        engine.function(f"{PREFIX}-goal_fire", HEARS)
        with (
            aws.using("dynamodb", engine.client("dynamodb")),
            aws.using("scheduler", engine.client("scheduler")),
        ):
            yield engine


def _make(engine: Engine, table: str) -> None:
    def parts(name: str) -> Any:
        return [
            {"AttributeName": f"{name}pk", "KeyType": "HASH"},
            {"AttributeName": f"{name}sk", "KeyType": "RANGE"},
        ]

    engine.client("dynamodb").create_table(
        TableName=table, BillingMode="PAY_PER_REQUEST", KeySchema=parts(""),
        AttributeDefinitions=[
            {"AttributeName": f"{name}{part}", "AttributeType": "S"} for name in ("", *INDEXES) for part in ("pk", "sk")
        ],
        GlobalSecondaryIndexes=[
            {"IndexName": name, "KeySchema": parts(name), "Projection": {"ProjectionType": "ALL"}} for name in INDEXES
        ],
    )  # fmt: skip


def set_clock(engine: Engine, now: str, **how: bool) -> None:
    """The scheduler's own clock; it fires all that comes due up to then, unless `silently`."""
    body = json.dumps({"now": now, **how}).encode()
    url = f"{engine.url}/_ministack/schedules/clock"
    with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=30) as answer:
        assert answer.status == 200


def heard(engine: Engine, most: int) -> list[dict[str, Any]]:
    """What `goal_fire` was given, by its scheduled time, as soon as there is so much of it."""
    sqs, found = engine.client("sqs"), []
    place = sqs.get_queue_url(QueueName="heard")["QueueUrl"]

    def collect() -> bool:
        for message in sqs.receive_message(QueueUrl=place, MaxNumberOfMessages=10).get("Messages", []):
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=place, ReceiptHandle=message["ReceiptHandle"])
        return len(found) >= most

    wait_until(collect, 15)
    return sorted(found, key=lambda event: str(event["scheduled_at"]))
