"""A sample folder that asks and waits: a table's stream, a toolset, every need of its kind, and a state machine."""

from pathlib import Path

FOLDER = {
    "app.py": '''"""Sample that asks and waits."""

from chalice.app import Chalice

app = Chalice(app_name="asking", configure_logs=False)


@app.on_dynamodb_record("Ledger", name="hear", batch_size=7)
def hear(event):
    return {}


@app.lambda_function(name="ask")
def ask(event, context):
    return {}


@app.lambda_function(name="wait_for")
def wait_for(event, context):
    return {}
''',
    "capability.py": '''"""Sample that asks and waits."""

from pydantic import BaseModel, ConfigDict, Field

from greenlight.declare import (
    APPROVALS, AUDIT, EVENTS, MAIL, TASK_TOKENS, Capability, Function, Tool, Toolset, may_start, setting,
)


class Letter(BaseModel):
    """One letter."""

    model_config = ConfigDict(extra="forbid")
    to: str = Field(title="To")


def send_letter(caller, arguments: Letter, port) -> Letter:
    """Send a letter."""
    return arguments


def ping(caller, arguments: Letter, port) -> Letter:
    """Knock at a door."""
    return arguments


NEW = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "OUT#"}]}}}}

CAPABILITY = Capability(
    name="asking",
    title="Asking",
    functions={
        "hear": Function(needs=(may_start("asking"), MAIL, EVENTS, AUDIT.write), retries=5, filters=(NEW,)),
        "ask": Function(needs=(APPROVALS.read, TASK_TOKENS, setting("HTTP_CALL_LOOPBACK")), layers=("egress",)),
        "wait_for": Function(needs=(APPROVALS.write,), layers=("policy",)),
    },
    toolsets=(
        Toolset(
            name="letters", title="Letters", about="send letters",
            tools=(
                Tool(send_letter, "external", verb="letter.send", price_cents=80),
                Tool(ping, "external", verb="door.knock", reads_if="door_is_ours"),
            ),
        ),
    ),
)
''',
}
MACHINE = {
    "machine.py": '''"""Sample machine."""

from greenlight.declare import Machine

MACHINE = Machine(
    name="asking",
    invokes=("wait_for", "ask"),
    settings={"PatienceSeconds": ("3600", "5")},
)
''',
    "definition.asl.json": """{
  "StartAt": "AskPerson",
  "States": {
    "AskPerson": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": {"FunctionName": "${wait_for}", "Payload": {"token.$": "$$.Task.Token"}},
      "TimeoutSeconds": "${PatienceSeconds}",
      "Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 2}],
      "Catch": [
        {"ErrorEquals": ["States.Timeout"], "Next": "NextStep"},
        {"ErrorEquals": ["States.ALL"], "Next": "CleanUp"}
      ],
      "ResultPath": "$.verdict",
      "Next": "NextStep"
    },
    "NextStep": {
      "Type": "Choice",
      "Choices": [{"Variable": "$.verdict", "IsPresent": true, "Next": "Answered"}],
      "Default": "CleanUp"
    },
    "Answered": {"Type": "Succeed"},
    "CleanUp": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "${ask}", "Payload.$": "$"},
      "TimeoutSeconds": 30,
      "End": true
    }
  }
}
""",
}


def write(functions: Path, machine: dict[str, str] | None = None) -> None:
    """The sample's machine beside these folders, or another in its place."""
    folder = functions.parent / "statemachines" / "asking"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (machine or MACHINE).items():
        (folder / name).write_text(text)
