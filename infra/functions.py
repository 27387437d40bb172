"""One Lambda as CloudFormation: the function, its own role, its log group, and where its failures go."""

from typing import Any

from . import egress, rights
from .folder import Lambda
from .target import ARCHITECTURE, RUNTIME
from .template import arn, logical, ref, statement, sub

LOG_DAYS = 30
FAILED_DAYS = 14
MAX_EVENT_AGE = 900  # seconds; a run token lives no longer, so an older event is of no use
Resources = dict[str, dict[str, Any]]


def resources(one: Lambda, folder: str, code_key: str, *, awaited: bool = True) -> Resources:
    """Everything that belongs to this Lambda alone; `awaited` is False where it is invoked asynchronously."""
    name = logical(one.attribute if one.kind != "routes" else "routes")
    made: Resources = {
        f"{name}Log": _log(one),
        f"{name}Role": _role(one, name, awaited),
        f"{name}Function": _function(one, name, folder, code_key),
    }
    if not awaited:
        made[f"{name}Invoke"] = _invoke(one, name)
        if _keeps_failures(one):
            made[f"{name}Failed"] = failed_queue(one.name)
    return made


def _log(one: Lambda) -> dict[str, Any]:
    properties = {"LogGroupName": sub(f"/aws/lambda/${{Prefix}}-{one.name}"), "RetentionInDays": LOG_DAYS}
    return {"Type": "AWS::Logs::LogGroup", "Properties": properties}


def _role(one: Lambda, name: str, awaited: bool) -> dict[str, Any]:
    log = arn("logs", f"log-group:/aws/lambda/${{Prefix}}-{one.name}:*")
    allowed = [
        statement(["logs:CreateLogStream", "logs:PutLogEvents"], log),
        *rights.statements(one.settings.needs),
    ]
    if not awaited and (reports := _may_report(one, name)):
        allowed.append(reports)
    if one.kind == "queue":
        actions = [
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
        ]
        allowed.append(statement(actions, {"Fn::GetAtt": [f"{name}Queue", "Arn"]}))
    if one.kind == "stream":
        allowed += _reads_stream(one, name)
    policy = {"PolicyName": "needs", "PolicyDocument": {"Version": "2012-10-17", "Statement": allowed}}
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    assumed = {"Version": "2012-10-17", "Statement": [trust]}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": assumed, "Policies": [policy, *egress.policies(one)]},
    }


def _reads_stream(one: Lambda, name: str) -> list[dict[str, Any]]:
    """Lambda reads a stream, and reports a batch that failed for good, with the role of the Lambda that is woken."""
    table = one.event["table"]
    actions = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    return [
        statement(actions, ref(rights.stream_parameter(table))),
        statement("dynamodb:ListStreams", arn("dynamodb", f"table/${{Prefix}}-{table}/stream/*")),
        statement("sqs:SendMessage", {"Fn::GetAtt": [f"{name}Failed", "Arn"]}),
    ]


def _keeps_failures(one: Lambda) -> bool:
    return one.settings.on_failure is None and one.settings.dead_letters


def _may_report(one: Lambda, name: str) -> dict[str, Any] | None:
    """Lambda delivers to an on-failure destination with the role of the Lambda that failed."""
    if one.settings.on_failure:
        return statement("lambda:InvokeFunction", rights.function_arn(one.settings.on_failure))
    if not _keeps_failures(one):
        return None
    return statement("sqs:SendMessage", {"Fn::GetAtt": [f"{name}Failed", "Arn"]})


def _function(one: Lambda, name: str, folder: str, code_key: str) -> dict[str, Any]:
    environment = {
        "GREENLIGHT_PREFIX": ref("Prefix"),
        "GREENLIGHT_STAGE": ref("Stage"),
        "POWERTOOLS_SERVICE_NAME": folder,
        "POWERTOOLS_METRICS_NAMESPACE": "Greenlight",
        "POWERTOOLS_LOG_LEVEL": "INFO",
    }
    properties = {
        "FunctionName": sub(f"${{Prefix}}-{one.name}"),
        "Runtime": RUNTIME,
        "Architectures": [ARCHITECTURE],
        "Handler": f"functions.{folder}.app.{one.attribute}",
        "Code": {"S3Bucket": ref("CodeBucket"), "S3Key": code_key},
        "Role": {"Fn::GetAtt": [f"{name}Role", "Arn"]},
        "MemorySize": one.settings.memory,
        "Timeout": one.settings.timeout,
        "Layers": _layers(one),
        "Environment": {"Variables": environment | rights.environment(one.settings.needs)},
        **egress.properties(one),
    }
    return {"Type": "AWS::Lambda::Function", "DependsOn": [f"{name}Log"], "Properties": properties}


def _layers(one: Lambda) -> list[Any]:
    """The model client only where it is asked for; third-party layers only where the runtime lacks them."""
    shared = ["vendor", *one.settings.layers]
    attached = [{"Fn::If": ["AttachLayers", ref(layer_parameter(s)), ref("AWS::NoValue")]} for s in shared]
    return [ref(layer_parameter("greenlight")), *attached]


def layer_parameter(name: str) -> str:
    return f"{logical(name)}LayerArn"


def _invoke(one: Lambda, name: str) -> dict[str, Any]:
    failed = one.settings.on_failure
    properties: dict[str, Any] = {
        "FunctionName": ref(f"{name}Function"),
        "Qualifier": "$LATEST",
        "MaximumRetryAttempts": one.settings.retries,
        "MaximumEventAgeInSeconds": MAX_EVENT_AGE,
    }
    if failed or _keeps_failures(one):
        place = rights.function_arn(failed) if failed else {"Fn::GetAtt": [f"{name}Failed", "Arn"]}
        properties["DestinationConfig"] = {"OnFailure": {"Destination": place}}
    return {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": properties}


def failed_queue(name: str) -> dict[str, Any]:
    """Where events go that a Lambda could not handle; an operator looks here."""
    properties = {
        "QueueName": sub(f"${{Prefix}}-{name}-failed"),
        "MessageRetentionPeriod": FAILED_DAYS * 86400,
        "SqsManagedSseEnabled": True,
    }
    return {"Type": "AWS::SQS::Queue", "Properties": properties}
