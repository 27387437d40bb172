"""EventBridge Scheduler as on AWS: each gap shows on the bare engine and not on ours; and the clock that tests set."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.exceptions import ClientError

from localstack.stack.processes import wait_until
from localstack.tests.engines import Engine, running

KEEPS = """
import json
import boto3

def handler(event, context):
    sqs = boto3.client("sqs")
    place = sqs.get_queue_url(QueueName=event["queue"])["QueueUrl"]
    sqs.send_message(QueueUrl=place, MessageBody=json.dumps(event))
"""
ARN = "arn:aws:lambda:eu-central-1:000000000000:function:{}"
DEAD = "arn:aws:sqs:eu-central-1:000000000000:{}"
ROLE = "arn:aws:iam::000000000000:role/fires"


@pytest.fixture
def clocked(patched: Engine) -> Iterator[Engine]:
    """With a group for the test's schedules, which are gone afterwards, and the true time again."""
    patched.client("scheduler").create_schedule_group(Name="ours")
    yield patched
    patched.client("scheduler").delete_schedule_group(Name="ours")
    set_clock(patched, None)


def set_clock(engine: Engine, now: str | None, **how: bool) -> None:
    body = json.dumps({"now": now, **how}).encode()
    request = Request(f"{engine.url}/_ministack/schedules/clock", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as answer:
        assert answer.status == 200


def queue(engine: Engine, name: str) -> str:
    return str(engine.client("sqs").create_queue(QueueName=name)["QueueUrl"])


def keeper(engine: Engine, name: str) -> str:
    """A Lambda that sends its event to a queue; the queue's URL."""
    engine.function(name, KEEPS)
    return queue(engine, name)


def schedule(engine: Engine, name: str, expression: str, zone: str, to: str, **more: Any) -> None:
    given = {"queue": to, "at": "<aws.scheduler.scheduled-time>"}
    target = {"Arn": ARN.format(to), "RoleArn": ROLE, "Input": json.dumps(given), **more.pop("target", {})}
    engine.client("scheduler").create_schedule(
        Name=name, ScheduleExpression=expression, ScheduleExpressionTimezone=zone, Target=target,
        FlexibleTimeWindow={"Mode": "OFF"}, **more,
    )  # fmt: skip


def came(engine: Engine, place: str, most: int) -> list[str]:
    """The scheduled times that reached the Lambda, sorted, as soon as there are so many."""
    found: list[str] = []

    def collect() -> bool:
        messages = engine.client("sqs").receive_message(QueueUrl=place, MaxNumberOfMessages=10)
        for message in messages.get("Messages", []):
            found.append(json.loads(message["Body"])["at"])
            engine.client("sqs").delete_message(QueueUrl=place, ReceiptHandle=message["ReceiptHandle"])
        return len(found) >= most

    wait_until(collect, 15)
    return sorted(found)


def test_a_time_is_that_of_its_zone_and_the_input_says_which(bare: Engine, patched: Engine) -> None:
    """A minute ago in Tokyo is long ago there; read as UTC it is nine hours ahead."""
    results = []
    for engine in (bare, patched):
        place = keeper(engine, "zoned")
        moment = datetime.now(UTC) - timedelta(seconds=20)
        there = (moment + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M:%S")
        schedule(engine, "zoned", f"at({there})", "Asia/Tokyo", "zoned", ActionAfterCompletion="DELETE")
        here = (moment - timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M:%S")
        schedule(engine, "utc", f"at({here})", "America/Halifax", "zoned", ActionAfterCompletion="DELETE")
        results.append(came(engine, place, 1)[:1])
    assert results[0] == ["<aws.scheduler.scheduled-time>"]  # of Halifax, which is still ahead there
    assert results[1][0].startswith(moment.strftime("%Y-%m-%dT%H:%M"))


@pytest.mark.parametrize(
    ("expression", "zone"), [("cron(nonsense)", "UTC"), ("rate(1 day)", "Mars/Olympus"), ("at(soon)", "UTC")]
)
def test_what_aws_would_not_take_is_refused(
    bare: Engine, patched: Engine, expression: str, zone: str
) -> None:
    schedule(bare, f"odd{abs(hash(expression))}", expression, zone, "nobody")
    with pytest.raises(ClientError, match="ValidationException"):
        schedule(patched, "odd", expression, zone, "nobody")


def test_what_has_no_target_goes_to_the_dead_letter_queue(bare: Engine, clocked: Engine) -> None:
    results = []
    for engine in (bare, clocked):
        dead = queue(engine, "dead")
        past = (datetime.now(UTC) - timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%S")
        target = {"DeadLetterConfig": {"Arn": DEAD.format("dead")}}
        schedule(
            engine, "lost", f"at({past})", "UTC", "nobody", target=target, ActionAfterCompletion="DELETE"
        )
        gone = wait_until(lambda e=engine: not listed(e, "lost"), 15)  # type: ignore[misc]
        assert gone
        found = engine.client("sqs").receive_message(QueueUrl=dead, MessageAttributeNames=["All"])
        results.append(
            [m["MessageAttributes"]["ERROR_CODE"]["StringValue"] for m in found.get("Messages", [])]
        )
    assert results == [[], ["ResourceNotFoundException"]]


def listed(engine: Engine, prefix: str) -> list[str]:
    found = engine.client("scheduler").list_schedules(NamePrefix=prefix)["Schedules"]
    return [one["Name"] for one in found]


def test_more_schedules_than_a_page_holds_are_listed_page_by_page(bare: Engine, clocked: Engine) -> None:
    results = []
    for engine in (bare, clocked):
        for number in range(25):
            schedule(engine, f"many{number:02}", "rate(1 day)", "UTC", "nobody")
        pages = engine.client("scheduler").get_paginator("list_schedules").paginate(
            NamePrefix="many", PaginationConfig={"PageSize": 10}
        )  # fmt: skip
        results.append(sum(len(page["Schedules"]) for page in pages))
    assert results == [10, 25]


def test_a_right_to_schedules_of_one_group_is_asked_for_by_that_group(bare: Engine, clocked: Engine) -> None:
    results = []
    for engine in (bare, clocked):
        if engine is bare:
            engine.client("scheduler").create_schedule_group(Name="ours")
        iam = engine.client("iam")
        iam.create_user(UserName="plans")
        statement = {
            "Effect": "Allow", "Action": ["scheduler:CreateSchedule", "scheduler:GetSchedule"],
            "Resource": "arn:aws:scheduler:eu-central-1:000000000000:schedule/ours/*",
        }  # fmt: skip
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName="plans", PolicyName="plans", PolicyDocument=policy)
        made = iam.create_access_key(UserName="plans")["AccessKey"]
        mine = boto3.client(
            "scheduler", endpoint_url=engine.url, region_name="eu-central-1",
            aws_access_key_id=made["AccessKeyId"], aws_secret_access_key=made["SecretAccessKey"],
        )  # fmt: skip
        results.append([tried(mine, "ours"), tried(mine, "default")])
        mine.close()
    no = "AccessDeniedException"
    assert results == [[no, no], ["made", no]]


def tried(scheduler: Any, group: str) -> str:
    target = {"Arn": ARN.format("nobody"), "RoleArn": ROLE}
    try:
        scheduler.create_schedule(
            Name="theirs", GroupName=group, ScheduleExpression="rate(1 day)", Target=target,
            FlexibleTimeWindow={"Mode": "OFF"},
        )  # fmt: skip
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    scheduler.get_schedule(Name="theirs", GroupName=group)
    return "made"


@pytest.mark.parametrize(
    ("zone", "time", "first", "last", "expected"),
    [
        ("Europe/Berlin", "30 2", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z",
         ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"]),  # what spring leaves out, AWS leaves out
        ("Europe/Berlin", "30 2", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z",
         ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),  # what autumn repeats comes once
        ("Australia/Lord_Howe", "15 2", "2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z",
         ["2026-10-04T15:15:00Z"]),
    ],
)  # fmt: skip
def test_the_clock_that_is_set_fires_all_that_comes_due_by_its_zone(
    clocked: Engine, zone: str, time: str, first: str, last: str, expected: list[str]
) -> None:
    name = f"jump{len(zone)}{first[5:7]}"
    place = keeper(clocked, name)
    set_clock(clocked, first, silently=True)
    schedule(clocked, name, f"cron({time} * * ? *)", zone, name, GroupName="ours")
    set_clock(clocked, last)
    assert came(clocked, place, len(expected)) == expected


def test_what_has_fired_does_not_fire_again_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as engine:
        place = keeper(engine, "restarted")
        set_clock(engine, "2027-01-01T00:00:00Z", silently=True)
        schedule(engine, "restarted", "cron(0 12 * * ? *)", "UTC", "restarted")
        set_clock(engine, "2027-01-01T12:00:01Z")
        assert came(engine, place, 1) == ["2027-01-01T12:00:00Z"]
    with running(tmp_path) as engine:
        place = queue(engine, "restarted")
        set_clock(engine, "2027-01-02T00:00:00Z", silently=True)
        set_clock(engine, "2027-01-02T12:00:01Z")
        assert came(engine, place, 1) == ["2027-01-02T12:00:00Z"]
