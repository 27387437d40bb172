"""What goals cost on AWS: amounts counted here for one made and one fired, at list prices, for a million of them."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.packing import pack

from localstack.stack.clients import client
from tests.load.approval_cost import Spent, path_of, transitions
from tests.load.arena import TENANT, tally
from tests.load.cost import usage
from tests.load.goal_firing import Gun, succeeded
from tests.load.goal_making import Made
from tests.load.goal_watch import carried
from tests.load.lambda_logs import billed, logs_since, unscheduled
from tests.load.prices import MILLION, SCHEDULER_FREE, SCHEDULER_INVOCATION
from tests.load.tally import size
from tests.load.write_units import BILLED

AFTER = 4.0  # the relay, the sealer's window and the last Lambdas' reports come within it
DAYS = 365.25 / 12  # of a month: how often a daily goal is due in it
WATCHED = {
    "states.DescribeExecution",
    "states.ListExecutions",
    "states.StopExecution",
    "gateway",
    "other",
}  # what the bench asks itself
DRAFTING = "DraftItem (of the Map in Draft)"


@dataclass(frozen=True)
class Costed:
    """Of one goal, made or fired, on average."""

    times: int
    spent: Spent
    fires: float  # invocations by the scheduler
    calls: Mapping[str, float]
    writes: Mapping[str, float]  # write units by table, indexes by themselves
    lambdas: Mapping[str, tuple[float, float]]  # invocations and billed ms
    paths: Mapping[str, int]  # executions by the states that they entered

    @property
    def lines(self) -> dict[str, tuple[float, float]]:
        """The amount for one goal, and dollars for a million; the dearest first, nothing that is free of charge."""
        each = {name: (amount, 1000 * dollars) for name, (amount, dollars) in self.spent.lines.items()}
        each["scheduler invocations"] = (self.fires, MILLION * self.fires * SCHEDULER_INVOCATION)
        return dict(sorted(((n, of) for n, of in each.items() if of[1]), key=lambda line: -line[1][1]))

    @property
    def dollars(self) -> float:
        """For a million."""
        return sum(dollars for _, dollars in self.lines.values())

    @property
    def index_units(self) -> float:
        """Of the table whose indexes are written most."""
        return max((amount for name, amount in self.writes.items() if name.endswith("indexes")), default=0)


def monthly(one: Costed, goals: int = MILLION) -> dict[str, float]:
    """Dollars a month by line, for so many goals that are due each day; before any free tier."""
    return {name: dollars / MILLION * goals * DAYS for name, (_, dollars) in one.lines.items()}


def free_of_charge(goals: int = MILLION) -> float:
    """Dollars a month that the scheduler's free tier takes off."""
    return min(goals * DAYS, SCHEDULER_FREE) * SCHEDULER_INVOCATION


def of_making(stack: Mapping[str, Any], make: Sequence[Callable[[], object]]) -> Costed:
    """Each over REST, with its schedule and its audit entry sealed."""
    with _counting(stack) as seen:
        for one in make:
            one()
    return _costed(seen, len(make), 0, {}, requests=True)


def of_firing(gun: Gun, goals: Sequence[Made]) -> Costed:
    """Each fired by its schedule and followed until its drafts are open for review. Raises Failed."""
    runs = []
    with _counting(gun.stack, gun.hush) as seen:
        for one in goals:
            runs.append(gun.fire(one).run)
            gun.hush()
    found = [succeeded(run) for run in runs]
    asked = Items(AGENTS).get_many(
        [Keys(TENANT).deliverable(d) for run in found for d in run.deliverable_ids]
    )
    names = {gun.machine: runs, gun.asking: [f"{one['approval_id']}-1" for one in asked]}
    drafting = sum(len(run.items) for run in found)  # states that the engine's history leaves out
    return _costed(seen, len(goals), 1, _paths(gun.stack, names) | {DRAFTING: drafting}, requests=False)


def entered(paths: Mapping[str, int]) -> int:
    """One for each state and each start; the Map's own ones, which start nothing, are counted apart."""
    whole = {path: times for path, times in paths.items() if path != DRAFTING}
    return transitions(whole) + paths.get(DRAFTING, 0)


def bytes_of(goal: Made) -> dict[str, int]:
    """Of the rows that a goal has as long as it lives."""
    keys = Keys(TENANT)
    row = keys.goal(goal.desk.user_id, goal.desk.agent_id, goal.goal_id)
    rows = {
        "goal": Items(AGENTS).get(row),
        "owner of its id": Items(AGENTS).get(keys.goal_owner(goal.goal_id)),
    }
    return {name: size(pack(item)) for name, item in rows.items() if item}


@contextmanager
def _counting(stack: Mapping[str, Any], calm: Callable[[], object] | None = None) -> Iterator[dict[str, Any]]:
    """Filled at the end: the tally's `counts` and the Lambdas' `logs`; nothing runs by the clock meanwhile, and what
    `calm` ends is ended before."""
    seen: dict[str, Any] = {}
    with unscheduled(stack):
        carried()
        time.sleep(AFTER)
        if calm:
            calm()
            time.sleep(AFTER)
        since = int(time.time() * 1000)
        tally(on=True)
        yield seen
        time.sleep(AFTER)
        seen["counts"] = tally(on=False)
    seen["logs"] = logs_since(stack, since)


def _costed(
    seen: Mapping[str, Any], times: int, fires: float, paths: Mapping[str, int], *, requests: bool
) -> Costed:
    counts, logs = seen["counts"], seen["logs"]
    units = {name: amount for name, amount in counts.items() if name.startswith(BILLED)}
    spent = Spent(
        usage(counts | {"dynamodb write units": sum(units.values())}, logs, times),
        transitions=entered(paths) / times,
        mails=counts.get("ses.SendEmail", 0) / times,
        events=counts.get("events.PutEvents", 0) / times,
        requests=counts.get("gateway", 0) / times if requests else 0,
    )
    calls = {
        name: amount / times for name, amount in sorted(counts.items())
        if "units" not in name and name not in WATCHED
    }  # fmt: skip
    writes = {name.removeprefix(BILLED).strip(): amount / times for name, amount in sorted(units.items())}
    return Costed(times, spent, fires, calls, writes, billed(logs, times), paths)


def _paths(stack: Mapping[str, Any], executions: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How often each path of states was taken so far, by the machines' names."""
    states: Any = client("stepfunctions", stack["endpoint_url"])
    found: dict[str, int] = {}
    for machine, names in executions.items():
        for name in names:
            arn = f"{machine.replace(':stateMachine:', ':execution:')}:{name}"
            pages = states.get_paginator("get_execution_history").paginate(executionArn=arn)
            path = path_of(event for page in pages for event in page["events"])
            found[path] = found.get(path, 0) + 1
    return found
