"""What wakes a Lambda besides the gateway and an invoke: a schedule, a queue, or what is written to a table."""

from typing import Any

from .folder import Lambda
from .functions import Resources, failed_queue
from .rights import stream_parameter
from .template import canonical, logical, ref, sub

ATTEMPTS = 4  # deliveries of one message before it counts as failed
VISIBILITY = 6  # times the Lambda's timeout, as AWS advises


def resources(one: Lambda) -> Resources:
    """The event source of this Lambda, empty for one that is only invoked."""
    makers = {"schedule": _schedule, "queue": _queue, "stream": _stream}
    return makers[one.kind](one, logical(one.attribute)) if one.kind in makers else {}


def _schedule(one: Lambda, name: str) -> Resources:
    target = {"Id": "lambda", "Arn": {"Fn::GetAtt": [f"{name}Function", "Arn"]}}
    rule = {
        "Name": sub(f"${{Prefix}}-{one.name}"),
        "ScheduleExpression": one.event["expression"],
        "State": "ENABLED",
        "Targets": [target],
    }
    permission = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": ref(f"{name}Function"),
        "Principal": "events.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": [f"{name}Rule", "Arn"]},
    }
    return {
        f"{name}Rule": {"Type": "AWS::Events::Rule", "Properties": rule},
        f"{name}RulePermission": {"Type": "AWS::Lambda::Permission", "Properties": permission},
    }


def _queue(one: Lambda, name: str) -> Resources:
    """A queue with its dead-letter queue; a batch reports the items that failed, and only they come again."""
    queue: dict[str, Any] = {
        "QueueName": sub(f"${{Prefix}}-{one.event['queue']}"),
        "VisibilityTimeout": VISIBILITY * one.settings.timeout,
        "SqsManagedSseEnabled": True,
        "RedrivePolicy": {
            "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}Failed", "Arn"]},
            "maxReceiveCount": ATTEMPTS,
        },
    }
    mapping = {
        "EventSourceArn": {"Fn::GetAtt": [f"{name}Queue", "Arn"]},
        "FunctionName": ref(f"{name}Function"),
        "BatchSize": one.event["batch_size"],
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    }
    return {
        f"{name}Failed": failed_queue(one.name),
        f"{name}Queue": {"Type": "AWS::SQS::Queue", "Properties": queue},
        f"{name}Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": mapping},
    }


def _stream(one: Lambda, name: str) -> Resources:
    """Every record from the mapping's first day on; a bad one is narrowed down, given up, and told to an operator."""
    mapping: dict[str, Any] = {
        "EventSourceArn": ref(stream_parameter(one.event["table"])),
        "FunctionName": ref(f"{name}Function"),
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": one.event["batch_size"],
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": one.settings.retries,
        "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": [f"{name}Failed", "Arn"]}}},
    }
    if one.settings.filters:
        mapping["FilterCriteria"] = {
            "Filters": [{"Pattern": canonical(pattern)} for pattern in one.settings.filters]
        }
    return {
        f"{name}Failed": failed_queue(one.name),
        f"{name}Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": mapping},
    }
