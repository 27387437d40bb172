"""Every place where a stack keeps or shows text: logs, histories, queues, tables, mails, files, settings."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.request import urlopen

import boto3
from greenlight.packing import unpack

from localstack.stack.profile import profile

Stack = Mapping[str, Any]
DELTA = re.compile(r'"delta":"((?:[^"\\]|\\.)*)"')
ROWS = {
    "OUT#": "outbox row",
    "ENTRY#": "audit entry",
    "TOKEN#": "task token",
}  # by sort key; any other is a row
HIDDEN = 10  # seconds that a message looked at stays unseen by others


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` as in "log" or "dead letter", `name` which one of them, `text` what stands there."""

    kind: str
    name: str
    text: str


def everywhere(stack: Stack, since: float) -> list[Place]:
    """All that was written since then (epoch seconds), where a place has a time; else all there is."""
    return list(chain(
        logs(stack, since), histories(stack, since), dead_letters(), rows(stack), mails(stack), locked(stack, since),
        settings(), files(),
    ))  # fmt: skip


def logs(stack: Stack, since: float) -> Iterator[Place]:
    api = boto3.client("logs")
    for page in api.get_paginator("describe_log_groups").paginate():
        for name in (group["logGroupName"] for group in page["logGroups"]):
            lines = api.get_paginator("filter_log_events").paginate(
                logGroupName=name, startTime=int(since * 1000)
            )
            for told in lines:
                yield from (Place("log", name, event["message"]) for event in told["events"])


def histories(stack: Stack, since: float) -> Iterator[Place]:
    api = boto3.client("stepfunctions")
    for machine in api.list_state_machines()["stateMachines"]:
        listed = api.get_paginator("list_executions").paginate(stateMachineArn=machine["stateMachineArn"])
        for one in (one for page in listed for one in page["executions"]):
            if one["startDate"].timestamp() >= since:
                arn = one["executionArn"]
                told = api.get_paginator("get_execution_history").paginate(
                    executionArn=arn, includeExecutionData=True
                )
                events = [event for page in told for event in page["events"]]
                whole = [api.describe_execution(executionArn=arn), events]
                yield Place("history", one["name"], json.dumps(whole, default=str, ensure_ascii=False))


def dead_letters() -> Iterator[Place]:
    """Of every queue: looked at, and left."""
    for url in boto3.client("sqs").list_queues().get("QueueUrls", []):
        if url.endswith("-failed"):
            yield from (Place("dead letter", url.rpartition("/")[2], text) for text in messages(url))


def messages(url: str) -> Iterator[str]:
    api = boto3.client("sqs")
    while found := api.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=HIDDEN, MessageAttributeNames=["All"]
    ).get("Messages"):
        for one in found:
            yield json.dumps([one["Body"], one.get("MessageAttributes", {})])


def rows(stack: Stack) -> Iterator[Place]:
    """Each item of each table; and of each thread what its events say, piece by piece, in one."""
    api = boto3.client("dynamodb")
    for table in api.list_tables()["TableNames"]:
        name, said = table.removeprefix(f"{stack['prefix']}-"), defaultdict[str, list[str]](list)
        for page in api.get_paginator("scan").paginate(TableName=table):
            for item in map(unpack, page["Items"]):
                text = json.dumps(item, default=str, ensure_ascii=False)
                kind = next((ROWS[begin] for begin in ROWS if item["sk"].startswith(begin)), "row")
                yield Place(kind, f"{name} {item['pk']} {item['sk']}", text)
                if item["sk"].startswith("CHUNK#"):
                    said[item["pk"]] += [piece for event in item["events"] for piece in DELTA.findall(event)]
        yield from (Place("row", f"{name} {pk} words", "".join(said[pk])) for pk in said)


def mails(stack: Stack) -> Iterator[Place]:
    """As the engine's SES took them."""
    with urlopen(f"{stack['endpoint_url']}/_ministack/ses/messages", timeout=10) as answer:
        taken = json.loads(answer.read())["messages"]
    for one in (one for mine in taken.values() for one in mine):
        yield Place("mail", ", ".join(one["To"]), json.dumps(one, ensure_ascii=False))


def locked(stack: Stack, since: float) -> Iterator[Place]:
    """What the audit trail copied into its bucket."""
    api = boto3.client("s3")
    named: list[str] = [one["Name"] for one in api.list_buckets()["Buckets"]]
    bucket = next(name for name in named if name.startswith(f"{stack['prefix']}-audit-"))
    for page in api.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for one in page.get("Contents", []):
            if one["LastModified"].timestamp() >= since - 1:
                text = api.get_object(Bucket=bucket, Key=one["Key"])["Body"].read().decode(errors="replace")
                yield Place("audit copy", one["Key"], text)


def settings() -> Iterator[Place]:
    """The environment of every Lambda, the parameters and outputs of every stack."""
    for page in boto3.client("lambda").get_paginator("list_functions").paginate():
        for one in page["Functions"]:
            yield Place("settings", one["FunctionName"], json.dumps(one.get("Environment", {})))
    for one in boto3.client("cloudformation").describe_stacks()["Stacks"]:
        yield Place("settings", one["StackName"], json.dumps(one, default=str))


def files() -> Iterator[Place]:
    """The logs of this machine's own processes: edge, engine, model, sign-in."""
    for name in profile("test").ports:
        yield Place("file", f"{name}.log", profile("test").log(name).read_text(errors="replace"))
