"""What approvals take from the engine, with exactly the rights that our roles have; and the one gap in it."""

import json
import urllib.request
from typing import Any

import pytest

from localstack.stack.processes import wait_until
from localstack.tests.engines import TRUST, Engine, zipped

CALLS = """
import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    answers = []
    for service, operation, arguments in event:
        try:
            getattr(boto3.client(service), operation)(**arguments)
            answers.append("ok")
        except ClientError as error:
            answers.append(error.response["Error"]["Code"])
    return answers
"""
DISPATCHES = """
import boto3

def handler(event, context):
    boto3.client("dynamodb").put_item(
        TableName="kept", Item={"pk": {"S": event["execution"]}, "token": {"S": event["token"]}})
"""
WAITS = {
    "StartAt": "AskPerson",
    "States": {
        "AskPerson": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {
                "FunctionName": "${dispatches}",
                "Payload": {"execution.$": "$$.Execution.Name", "token.$": "$$.Task.Token"},
            },
            "TimeoutSeconds": "${Seconds}",
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late"}],
            "End": True,
        },
        "Late": {"Type": "Pass", "Result": "late", "End": True},
    },
}
PLACE = "eu-central-1:000000000000"
MACHINE = f"arn:aws:states:{PLACE}:stateMachine:waits"


def _allow(action: str, resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


RIGHTS = [
    _allow("states:StartExecution", MACHINE),
    _allow("states:DescribeExecution", f"arn:aws:states:{PLACE}:execution:waits:*"),
    _allow("states:SendTaskSuccess", "*"),
    _allow("ses:SendEmail", f"arn:aws:ses:{PLACE}:identity/we@example.com"),
    _allow("events:PutEvents", f"arn:aws:events:{PLACE}:event-bus/ours"),
]


def _stack(dispatches: str) -> dict[str, Any]:
    """As the builder writes it: a definition with holes, a role, a bus."""
    definition = json.dumps(WAITS).replace('"${Seconds}"', "${Seconds}")
    machine = {
        "StateMachineName": "waits",
        "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "DefinitionString": definition,
        "DefinitionSubstitutions": {"dispatches": dispatches, "Seconds": "2"},
        "LoggingConfiguration": {"Ref": "AWS::NoValue"},
    }
    allowed = {"Version": "2012-10-17", "Statement": [_allow("lambda:InvokeFunction", dispatches)]}
    role = {
        "AssumeRolePolicyDocument": TRUST,
        "Policies": [{"PolicyName": "invokes", "PolicyDocument": allowed}],
    }
    return {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": role},
            "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": machine},
            "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "ours"}},
        }
    }


@pytest.fixture(scope="module")
def ready(patched: Engine) -> Engine:
    patched.table("kept")
    _make(patched)
    dispatches = patched.function("dispatches", DISPATCHES)
    stacks = patched.client("cloudformation")
    stacks.create_stack(
        StackName="waits", TemplateBody=json.dumps(_stack(dispatches)), Capabilities=["CAPABILITY_IAM"]
    )
    stacks.get_waiter("stack_create_complete").wait(
        StackName="waits", WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
    )
    return patched


def _make(engine: Engine) -> None:
    """A Lambda that calls what it is told to, with `RIGHTS` and no others."""
    engine.client("ses").verify_email_identity(EmailAddress="we@example.com")
    engine.client("lambda").create_function(
        FunctionName="calls", Role=engine.role("calls", RIGHTS), Code={"ZipFile": zipped({"app.py": CALLS})},
        Runtime="python3.11", Handler="app.handler", Timeout=10,
    )  # fmt: skip


def _say(engine: Engine, *calls: tuple[str, str, dict[str, Any]]) -> list[str]:
    failed, answers = engine.invoke("calls", calls)
    assert not failed, answers
    return list(answers)


def _start(name: str, machine: str = MACHINE) -> tuple[str, str, dict[str, Any]]:
    return "stepfunctions", "start_execution", {"stateMachineArn": machine, "name": name, "input": "{}"}


def _mail(sender: str) -> tuple[str, str, dict[str, Any]]:
    simple = {"Subject": {"Data": "Please look"}, "Body": {"Text": {"Data": "at this"}}}
    wanted = {"FromEmailAddress": sender, "Destination": {"ToAddresses": ["you@example.com"]}}
    return "sesv2", "send_email", wanted | {"Content": {"Simple": simple}}


def _event(bus: str) -> tuple[str, str, dict[str, Any]]:
    entry = {"EventBusName": bus, "Source": "s", "DetailType": "t", "Detail": "{}"}
    return "events", "put_events", {"Entries": [entry]}


def _status(engine: Engine, name: str) -> dict[str, Any]:
    found: dict[str, Any] = engine.client("stepfunctions").describe_execution(
        executionArn=f"arn:aws:states:{PLACE}:execution:waits:{name}"
    )
    return found


def test_a_machine_of_a_template_waits_for_its_token(ready: Engine) -> None:
    look = {"executionArn": f"arn:aws:states:{PLACE}:execution:waits:one"}
    other = MACHINE.replace(":waits", ":others")
    answers = _say(ready, _start("one"), ("stepfunctions", "describe_execution", look), _start("x", other))
    assert answers == ["ok", "ok", "AccessDeniedException"]
    kept = ready.client("dynamodb")

    def token() -> str:
        item = kept.get_item(TableName="kept", Key={"pk": {"S": "one"}}).get("Item", {})
        return str(item.get("token", {}).get("S", ""))

    assert wait_until(lambda: bool(token()), 20)
    done = "stepfunctions", "send_task_success", {"taskToken": token(), "output": '"yes"'}
    again = "stepfunctions", "send_task_success", {"taskToken": "no such token", "output": "{}"}
    assert _say(ready, done, again) == ["ok", "TaskDoesNotExist"]
    assert wait_until(lambda: _status(ready, "one")["status"] != "RUNNING", 20)
    assert (_status(ready, "one")["status"], _status(ready, "one")["output"]) == ("SUCCEEDED", '"yes"')


def test_a_wait_ends_after_the_seconds_of_its_substitution(ready: Engine) -> None:
    assert _say(ready, _start("two"), _start("two")) == ["ok", "ExecutionAlreadyExists"]
    assert wait_until(lambda: _status(ready, "two")["status"] == "SUCCEEDED", 20)
    assert _status(ready, "two")["output"] == '"late"'


def test_events_go_to_our_bus_alone(ready: Engine) -> None:
    assert _say(ready, _event("ours"), _event("default")) == ["ok", "AccessDeniedException"]


def test_mail_is_a_right_to_send_from_one_address_and_can_be_read_back(bare: Engine, ready: Engine) -> None:
    _make(bare)
    answers = [_say(engine, _mail("we@example.com"), _mail("they@example.com")) for engine in (bare, ready)]
    assert answers == [["AccessDeniedException"] * 2, ["ok", "AccessDeniedException"]]
    with urllib.request.urlopen(f"{ready.url}/_ministack/ses/messages") as answer:
        (sent,) = json.load(answer)["messages"]["000000000000"]
    assert (sent["To"], sent["Subject"], sent["BodyText"]) == (["you@example.com"], "Please look", "at this")
