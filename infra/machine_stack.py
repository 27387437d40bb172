"""One state machine as CloudFormation: the machine, a role that invokes its Lambdas alone, and on AWS its log."""

from typing import Any

from .functions import LOG_DAYS, Resources
from .machines import StateMachine
from .rights import function_arn
from .template import ref, statement, sub

DELIVERY = [  # of its own log; AWS takes no resource for these (Step Functions' guide, "Logging")
    "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
]  # fmt: skip
NOTHING = ref("AWS::NoValue")


def resources(one: StateMachine) -> Resources:
    """The log tells of failed executions alone, and never of what went in or out of a state."""
    name = one.declared.name
    log = {
        "LogGroupName": sub(f"/aws/vendedlogs/states/${{Prefix}}-{name}"),
        "RetentionInDays": LOG_DAYS,
    }
    return {
        "Log": {"Type": "AWS::Logs::LogGroup", "Condition": "IsCloud", "Properties": log},
        "Role": {"Type": "AWS::IAM::Role", "Properties": _role(one)},
        "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": _machine(one)},
    }


def _role(one: StateMachine) -> dict[str, Any]:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
    }
    invokes = statement("lambda:InvokeFunction", [function_arn(name) for name in one.declared.invokes])
    return {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [
            _policy("invokes", invokes),
            {"Fn::If": ["IsCloud", _policy("log", statement(DELIVERY, "*")), NOTHING]},
        ],
    }


def _policy(name: str, allowed: dict[str, Any]) -> dict[str, Any]:
    return {"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": [allowed]}}


def _machine(one: StateMachine) -> dict[str, Any]:
    declared = one.declared
    lambdas = {name: function_arn(name) for name in declared.invokes}
    numbers = {
        name: {"Fn::If": ["IsLocal", local, cloud]} for name, (cloud, local) in declared.settings.items()
    }
    group = {"LogGroupArn": {"Fn::GetAtt": ["Log", "Arn"]}}
    logging = {
        "Level": "ERROR",
        "IncludeExecutionData": False,
        "Destinations": [{"CloudWatchLogsLogGroup": group}],
    }
    return {
        "StateMachineName": sub(f"${{Prefix}}-{declared.name}"),
        "StateMachineType": "STANDARD",
        "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "DefinitionString": one.definition,
        "DefinitionSubstitutions": lambdas | numbers,
        "LoggingConfiguration": {"Fn::If": ["IsCloud", logging, NOTHING]},
    }
