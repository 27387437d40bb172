"""A goal fired: the scheduler's clock is set to its slot, and its run is followed to its end."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from greenlight import goal_runs
from greenlight.goal_runs import GoalRun
from greenlight.goals.beginning import run_id
from greenlight.goals.records import goal_from

from localstack.stack.clients import client
from localstack.tests.engines import Engine
from tests.e2e.people import until
from tests.load.arena import PROFILE, TENANT
from tests.load.goal_making import Made, stored
from tests.load.goal_watch import set_clock

NOTHING = "import time\ndef handler(event, context):\n    return {'at': time.time()}\n"
SETTLED = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"}
NAMES = count()
MACHINE = {"StartAt": "Go", "States": {"Go": {
    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True, "TimeoutSeconds": 60,
    "Parameters": {"FunctionName": "floor-goal"}, "OutputPath": "$.Payload",
}}}  # fmt: skip


class Failed(Exception):
    """A goal was fired, and its run did not go as it should."""


@dataclass(frozen=True)
class Fired:
    """Milliseconds from setting the clock to a goal's slot."""

    claimed: float  # its slot is claimed: the run stands in the table
    running: float  # the run's first step is done: it may go on
    ended: float  # its drafts are open for review
    looked: float  # the scheduler has answered


@dataclass(frozen=True)
class Floor:
    """Milliseconds of the bare steps."""

    invoke: float  # a Lambda that does nothing, to its own clock
    start: float  # StartExecution to the clock of the bare machine's only Lambda

    @property
    def running(self) -> float:
        """The Lambda that is fired, the relay, and a machine's first step."""
        return 2 * self.invoke + self.start


@dataclass(frozen=True)
class Shot:
    """One fired goal's run; when the clock was set, and when the scheduler had looked at all, in epoch seconds."""

    run: str
    began: float
    looked: float


class Gun:
    """Fires goals in the stack, one by one."""

    def __init__(self, stack: Mapping[str, Any]) -> None:
        self.stack = stack
        self._states: Any = client("stepfunctions", stack["endpoint_url"])
        machines = self._states.list_state_machines()["stateMachines"]
        wanted = f"{stack['prefix']}-{goal_runs.MACHINE}"
        (self.machine,) = [one["stateMachineArn"] for one in machines if one["name"] == wanted]
        self.asking = f"{self.machine.removesuffix(goal_runs.MACHINE)}approval"

    def fire(self, made: Made) -> "Shot":
        """Answers once the run's execution has ended; the table is not asked meanwhile. Raises Failed."""
        goal = goal_from(stored(made))
        slot = goal.next_slot(made.at - 1)
        if slot is None:
            raise Failed(f"{made.goal_id} has no slot")
        run, began = run_id(goal, slot), time.time()
        set_clock(self.stack, slot.at)
        looked = time.time()
        until(lambda: self._status(run) in SETTLED, seconds=60, what=f"the end of {run}")
        return Shot(run, began, looked)

    def timed(self, made: Made) -> Fired:
        """Raises Failed unless all that it drafted is open for review."""
        shot = self.fire(made)
        found = succeeded(shot.run)
        times = (found.created_at, found.started_at, found.finished_at)
        claimed, running, ended = (1000 * (epoch(one) - shot.began) for one in times)
        return Fired(claimed, running, ended, 1000 * (shot.looked - shot.began))

    def hush(self, older: float = 3.0) -> None:
        """Stops what has asked for a verdict so many seconds ago: on a local stage, asking wakes every ten seconds."""
        for page in self._states.get_paginator("list_executions").paginate(
            stateMachineArn=self.asking, statusFilter="RUNNING"
        ):
            for one in page["executions"]:
                if time.time() - one["startDate"].timestamp() > older:
                    self._states.stop_execution(executionArn=one["executionArn"])

    def _status(self, run: str) -> str:
        """Of the execution of that name, empty before there is one."""
        arn = f"{self.machine.replace(':stateMachine:', ':execution:')}:{run}"
        try:
            return str(self._states.describe_execution(executionArn=arn)["status"])
        except self._states.exceptions.ExecutionDoesNotExist:
            return ""


class Bare:
    """A Lambda that does nothing, and a machine with it alone, in the same engine."""

    def __init__(self) -> None:
        self._engine = Engine(PROFILE.ports["engine"], 0)
        self._engine.function("floor-goal", NOTHING)
        right = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
        role = self._engine.role("floor-goal-machine", [right])
        self._states = self._engine.client("stepfunctions")
        made = self._states.create_state_machine(
            name="floor-goal", definition=json.dumps(MACHINE), roleArn=role
        )
        self._machine = made["stateMachineArn"]

    def timed(self) -> Floor:
        began = time.time()
        _, said = self._engine.invoke("floor-goal", {})
        invoked, began_again = 1000 * (said["at"] - began), time.time()
        name = f"floor-{next(NAMES)}"
        arn = self._states.start_execution(stateMachineArn=self._machine, name=name)["executionArn"]
        output = until(
            lambda: self._states.describe_execution(executionArn=arn).get("output"), what="the bare machine"
        )
        return Floor(invoked, 1000 * (json.loads(output)["at"] - began_again))

    def close(self) -> None:
        self._engine.close()


def succeeded(run: str) -> GoalRun:
    """Raises Failed for one that is anything else."""
    found = goal_runs.get(TENANT, run)
    if found.status != "succeeded":
        raise Failed(f"{run} {found.status}: {found.rule} {found.detail}")
    return found


def epoch(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
