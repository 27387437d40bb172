"""Plays cases on one interpreter: starts the executions, gives the callbacks, and tells what was seen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localstack.stack.processes import wait_until
from localstack.tests.engines import Engine

from .folder import Case, deployed, inner_states, machine

# Seconds; no callback is expected before the short wait is over, and a dispatcher that is slower than it is
# waited for below, so a slow machine cannot make a case end otherwise.
SETTINGS = {"SoonSeconds": 2, "LaterSeconds": 120, "DailySeconds": 120}
PATIENCE = 60.0
CLOSED = ("TaskDoesNotExist", "TaskTimedOut", "InvalidToken")
STUB = Path(__file__).with_name("stub.py")


@dataclass(frozen=True)
class Seen:
    """One execution: the states it entered, the calls it made, how it ended, and which callbacks took."""

    path: tuple[str, ...]
    calls: tuple[Mapping[str, Any], ...]
    status: str
    error: str
    output: Any
    took: tuple[bool, ...]
    history: str


class Stage:
    """`states` is a client of the interpreter; the Lambdas run in the engine, wherever that is."""

    def __init__(self, engine: Engine, states: Any, name: str, *, interpreter: str = "embedded") -> None:
        self._engine, self._states, self._machine = engine, states, name
        self.interpreter = interpreter
        self._inner = inner_states(name)
        engine.table("executions")
        for part in machine(name).invokes:
            endpoint = states.meta.endpoint_url
            engine.function(
                part, STUB.read_text(),
                Environment={"Variables": {"PART": part, "AWS_ENDPOINT_URL_SFN": endpoint}},
            )  # fmt: skip
        invoking = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
        self.arn = states.create_state_machine(
            name=name, definition=deployed(name, SETTINGS), roleArn=engine.role("machine", [invoking])
        )["stateMachineArn"]  # fmt: skip

    def play(self, case: Case) -> list[Seen]:
        """All executions of the case, one after the other, up to their end."""
        return [self._one(case, f"{case.name.replace(' ', '-')}-{n + 1}") for n in range(case.executions)]

    def _one(self, case: Case, execution: str) -> Seen:
        item = {"pk": {"S": execution}, "script": {"S": json.dumps(case.script)}, "calls": {"L": []}}
        self._engine.client("dynamodb").put_item(TableName="executions", Item=item)
        given = self._given(execution, case)
        arn = self._states.start_execution(
            stateMachineArn=self.arn, name=execution, input=json.dumps(given)
        )["executionArn"]  # fmt: skip
        took = tuple(self._call_back(execution, arn, callback) for callback in case.callbacks)
        ended = self._end(arn)
        expected = sum(map(_lines, case.script.values()))
        wait_until(lambda: len(self.calls(execution)) >= expected, PATIENCE)
        history = self._history(arn)
        path = (
            event["stateEnteredEventDetails"]["name"]
            for event in history
            if "stateEnteredEventDetails" in event
            and event["stateEnteredEventDetails"]["name"] not in self._inner
        )
        return Seen(
            tuple(path), tuple(self.calls(execution)), ended["status"], ended.get("error", ""),
            json.loads(ended.get("output") or "null"), took, json.dumps(history, default=str),
        )  # fmt: skip

    def _given(self, execution: str, case: Case) -> Mapping[str, str]:
        same = {"tenant_id": "acme", "correlation_id": f"cor_{execution}"}
        if self._machine == "approval":
            return {**same, "approval_id": execution, "execution": execution, "tier": case.tier}
        return {**same, "goal_run_id": execution}

    def _call_back(self, execution: str, arn: str, callback: Mapping[str, Any]) -> bool:
        """Whether the callback took."""
        if callback.get("after") == "the end":
            self._end(arn)
        number = callback.get("token", 1)
        assert wait_until(lambda: len(self.tokens(execution)) >= number, PATIENCE), f"{execution}: no token"
        return self.complete(self.tokens(execution)[number - 1])

    def complete(self, token: str) -> bool:
        closed = [getattr(self._states.exceptions, name) for name in CLOSED]
        try:
            self._states.send_task_success(taskToken=token, output="{}")
        except tuple(closed):
            return False
        return True

    def calls(self, execution: str) -> list[Any]:
        found = self._engine.client("dynamodb").get_item(
            TableName="executions", Key={"pk": {"S": execution}}, ConsistentRead=True
        )["Item"]  # fmt: skip
        return [json.loads(call["S"]) for call in found["calls"]["L"]]

    def tokens(self, execution: str) -> list[str]:
        """As they were dispatched, one for each attempt."""
        calls = self.calls(execution)
        return [call["event"]["task_token"] for call in calls if "task_token" in call["event"]]

    def _end(self, arn: str) -> Any:
        found: dict[str, Any] = {}

        def ended() -> bool:
            found.update(self._states.describe_execution(executionArn=arn))
            return bool(found["status"] != "RUNNING")

        assert wait_until(ended, PATIENCE), f"{arn} still runs"
        return found

    def _history(self, arn: str) -> list[Any]:
        pages = self._states.get_paginator("get_execution_history").paginate(executionArn=arn)
        return [event for page in pages for event in page["events"]]


def _lines(script: Any) -> int:
    """Calls that a script expects, of all its items."""
    return sum(map(len, script.values())) if isinstance(script, dict) else len(script)
