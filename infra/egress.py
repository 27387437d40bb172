"""The one fixed address for what leaves to third parties: its stack, who is put behind it, and what that takes.

A folder asks for it with `Function(fixed_egress=True)`; FIXED_EGRESS turns it on, on AWS alone (decision 30).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import template
from .folder import Lambda
from .rights import function_arn
from .template import arn, ref, statement

STACK = "egress"
SETTING, VALUES = "FIXED_EGRESS", ("off", "on")
ADDRESSES = "FixedEgressAddresses"
SUBNETS, GROUP = NETWORK = ("FixedEgressSubnets", "FixedEgressGroup")
ON, THERE = "FixedEgressOn", "FixedEgressThere"
_STRING = {"Type": "String"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "FixedEgress": _STRING | {"Default": VALUES[0], "AllowedValues": list(VALUES)},
    ADDRESSES: _STRING | {"Default": "", "AllowedPattern": r"[0-9., ]{0,400}"},
    SUBNETS: _STRING,
    GROUP: _STRING,
}
_CLOUD = {"Fn::Equals": [ref("EndpointUrl"), ""]}
CONDITIONS = {
    ON: {"Fn::And": [_CLOUD, {"Fn::Equals": [ref("FixedEgress"), "on"]}]},
    THERE: {"Fn::And": [_CLOUD, {"Fn::Not": [{"Fn::Equals": [ref(SUBNETS), ""]}]}]},
}
NOTHING = ref("AWS::NoValue")
LOOK = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]  # AWS takes no resource for these
MANAGE = [
    "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
]  # fmt: skip


def is_on(settings: Mapping[str, str], endpoint: str) -> bool:
    """An emulator has no such network, whatever is set."""
    return not endpoint and settings.get(SETTING) == "on"


def stack() -> template.Template:
    """Resources and outputs; every one of them hangs on the condition that a local stage never fulfils."""
    return template.read(Path(__file__).with_name("egress.yaml"))


def properties(one: Lambda) -> dict[str, Any]:
    """What its function needs beside the rest, empty for a Lambda that does not ask."""
    if not one.settings.fixed_egress:
        return {}
    network = {"SubnetIds": {"Fn::Split": [",", ref(SUBNETS)]}, "SecurityGroupIds": [ref(GROUP)]}
    return {"VpcConfig": {"Fn::If": [ON, network, NOTHING]}}


def policies(one: Lambda) -> list[dict[str, Any]]:
    """What Lambda itself does with this role: an interface in each subnet, made and later taken down.

    As AWSLambdaVPCAccessExecutionRole has it, in our account and region alone, and withheld from the function's own
    code (Lambda's guide, "Giving Lambda functions access to resources in an Amazon VPC"). It stays as long as the
    network does: interfaces go up to an hour after a Lambda has left.
    """
    if not one.settings.fixed_egress:
        return []
    own_code = {"ArnEquals": {"lambda:SourceFunctionArn": function_arn(one.name)}}
    withheld = {**statement([*LOOK, *MANAGE], "*"), "Effect": "Deny", "Condition": own_code}
    allowed = [statement(LOOK, "*"), statement(MANAGE, arn("ec2", "*/*")), withheld]
    document = {"Version": "2012-10-17", "Statement": allowed}
    return [{"Fn::If": [THERE, {"PolicyName": "network", "PolicyDocument": document}, NOTHING]}]
