"""What Lambdas say of themselves in their logs: how often they ran, and for how long they are billed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from localstack.stack.clients import client

REPORT = re.compile(r"Billed Duration: (\d+) ms\s+Memory Size: (\d+) MB")
Log = tuple[str, str]  # the Lambda's name, and one event of its log


def logs_since(stack: Mapping[str, Any], since: int) -> list[Log]:
    """All that our Lambdas have logged since then (epoch ms)."""
    logs: Any = client("logs", stack["endpoint_url"])
    named = (page["logGroups"] for page in logs.get_paginator("describe_log_groups").paginate())
    groups = [group["logGroupName"] for page in named for group in page]
    return [
        (group.partition(stack["prefix"] + "-")[2], event["message"])
        for group in groups
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
        for event in page["events"]
    ]


@contextmanager
def unscheduled(stack: Mapping[str, Any]) -> Iterator[None]:
    """Nothing runs by the clock meanwhile: what does costs by the minute, whatever people do."""
    events: Any = client("events", stack["endpoint_url"])
    rules = events.list_rules(NamePrefix=stack["prefix"])["Rules"]
    names = [rule["Name"] for rule in rules if rule.get("ScheduleExpression")]
    for name in names:
        events.disable_rule(Name=name)
    try:
        yield
    finally:
        for name in names:
            events.enable_rule(Name=name)


def billed(logs: Sequence[Log], times: int) -> dict[str, tuple[float, float]]:
    """Invocations and billed milliseconds by Lambda, of one of so many times."""
    reports = [(name, int(match[1])) for name, text in logs if (match := REPORT.search(text))]
    each = {
        name: [ms for found, ms in reports if found == name] for name in sorted({name for name, _ in reports})
    }
    return {name: (len(ms) / times, sum(ms) / times) for name, ms in each.items()}


def invocations(logs: Sequence[Log]) -> int:
    return sum(1 for _, text in logs if REPORT.search(text))


def gb_seconds(logs: Sequence[Log]) -> float:
    found = [match for _, text in logs if (match := REPORT.search(text))]
    return sum(int(match[1]) / 1000 * int(match[2]) / 1024 for match in found)
