"""What an approval costs: its state transitions, calls, units and billed time, each at its list price."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from greenlight import aws

from localstack.stack.clients import client
from tests.load.approval_rounds import Approver
from tests.load.arena import tally
from tests.load.cost import usage
from tests.load.lambda_logs import billed, logs_since, unscheduled
from tests.load.prices import BUS_EVENT, MAIL, REST_REQUEST, STATE_TRANSITION, Usage
from tests.load.write_units import BILLED

THINKS = 1.0  # seconds until the verdict: by then the machine waits and the mail has gone
AFTER = 3.0  # the last Lambdas, and the sealer's window of a second, end after the last frame
OURS = {"gateway", "socket.in", "socket.out"}  # what people say and hear, beside the calls of services


@dataclass(frozen=True)
class Spent:
    """Of one approval, on average; `usage.writes` as DynamoDB bills them, indexes included."""

    usage: Usage
    transitions: float
    mails: float
    events: float
    requests: float

    @property
    def lines(self) -> dict[str, tuple[float, float]]:
        """The amount per approval, and dollars per 1,000 approvals; the dearest first."""
        priced = {
            "state transitions": (self.transitions, STATE_TRANSITION),
            "mails": (self.mails, MAIL),
            "bus events": (self.events, BUS_EVENT),
            "REST requests": (self.requests, REST_REQUEST),
        }
        mine = {name: (amount, 1000 * amount * price) for name, (amount, price) in priced.items()}
        return dict(sorted((mine | self.usage.lines).items(), key=lambda line: -line[1][1]))

    @property
    def dollars(self) -> float:
        """Per 1,000 approvals."""
        return sum(price for _, price in self.lines.values())


@dataclass(frozen=True)
class Costed:
    approvals: int
    spent: Spent
    calls: Mapping[str, float]  # per approval, by service and operation
    writes: Mapping[str, float]  # write units per approval by table
    lambdas: Mapping[str, tuple[float, float]]  # invocations and billed ms per approval
    paths: Mapping[str, int]  # executions by the states that they entered


def measure(approver: Approver, approvals: int) -> Costed:
    """One after the other, asked over the executor's own door, approved over REST; nothing runs by the clock."""
    askers = [approver.asker() for _ in range(approvals)]
    with unscheduled(approver.stack):
        time.sleep(AFTER)
        since = int(time.time() * 1000)
        tally(on=True)
        ids = [_one(approver, asker, n) for n, asker in enumerate(askers)]
        time.sleep(AFTER)
        counted = tally(on=False)
    units = {name: amount for name, amount in counted.items() if name.startswith(BILLED)}
    logs, seen = logs_since(approver.stack, since), paths(approver.stack, ids)
    spent = Spent(
        usage(counted | {"dynamodb write units": sum(units.values())}, logs, approvals),
        transitions=transitions(seen) / approvals,
        mails=counted.get("ses.SendEmail", 0) / approvals,
        events=counted.get("events.PutEvents", 0) / approvals,
        requests=counted.get("gateway", 0) / approvals,
    )
    calls = {name: amount / approvals for name, amount in sorted(counted.items()) if "units" not in name}
    by_table = {
        name.removeprefix(BILLED).strip(): amount / approvals for name, amount in sorted(units.items())
    }
    return Costed(approvals, spent, calls, by_table, billed(logs, approvals), seen)


def _one(approver: Approver, asker: Any, number: int) -> str:
    approval_id, digest = approver.ask(asker, f"cost_{number}")
    approver.listed(approval_id)
    time.sleep(THINKS)
    approver.approve(approval_id, digest)
    return approval_id


def paths(stack: Mapping[str, Any], approval_ids: Iterable[str]) -> dict[str, int]:
    """How often each path of states was taken, by the histories of the first executions of these approvals."""
    states: Any = client("stepfunctions", stack["endpoint_url"])
    machines = states.list_state_machines()["stateMachines"]
    (arn,) = [one["stateMachineArn"] for one in machines if one["name"] == aws.function_name("approval")]
    found: dict[str, int] = {}
    for approval_id in approval_ids:
        execution = f"{arn.replace(':stateMachine:', ':execution:')}:{approval_id}-1"
        pages = states.get_paginator("get_execution_history").paginate(executionArn=execution)
        path = path_of(event for page in pages for event in page["events"])
        found[path] = found.get(path, 0) + 1
    return found


def path_of(history: Iterable[Mapping[str, Any]]) -> str:
    """The states that an execution entered, in their order."""
    entered = (event for event in history if event["type"].endswith("StateEntered"))
    return " → ".join(event["stateEnteredEventDetails"]["name"] for event in entered)


def transitions(paths: Mapping[str, int]) -> int:
    """One for each state entered, and one for each start of an execution."""
    return sum(times * (1 + len(path.split(" → "))) for path, times in paths.items())


def by_service(calls: Mapping[str, float]) -> dict[str, float]:
    """Calls of AWS services per approval."""
    found: dict[str, float] = {}
    for name, amount in calls.items():
        if name not in OURS:
            service = name.partition(".")[0]
            found[service] = found.get(service, 0) + amount
    return found
