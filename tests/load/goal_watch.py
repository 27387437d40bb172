"""What ten thousand goals do to the stack: their schedules, the pages that show them, the engine's memory and clock."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from greenlight import aws
from greenlight.declare import AGENTS, LEDGER
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.packing import pack

from localstack.demo.agents.clock import CLOCK
from localstack.stack.clients import client
from tests.e2e.hiring import done
from tests.e2e.people import Person, until
from tests.load.arena import TENANT
from tests.load.goal_people import Desk

PAGE = 100
PATIENCE, PAUSE = 1200, 3.0  # seconds for the outbox to become empty, and between two looks at it
TICKS = 15
BARE_SCHEDULES = 50


@dataclass(frozen=True)
class Listed:
    """Milliseconds of each page over REST, and of the bare query below it; how many goals there were."""

    rest: Sequence[float]
    bare: Sequence[float]
    goals: int


@dataclass(frozen=True)
class Ticks:
    """Milliseconds of one look of the scheduler: the first, which works out when each is due, and later ones."""

    first: float
    later: Sequence[float]


def carried() -> float:
    """When the tenant's outbox was empty (perf_counter). Raises AssertionError.

    It asks seldom: this engine sorts a whole partition for each query, 150 ms for ten thousand rows.
    """
    pk, end = Keys(TENANT).outbox("any")["pk"], time.monotonic() + PATIENCE
    while Items(LEDGER).query(pk, limit=1).items:
        assert time.monotonic() < end, "the outbox does not become empty"
        time.sleep(PAUSE)
    return time.perf_counter()


def schedules(stack: Mapping[str, Any]) -> tuple[int, list[float]]:
    """How many there are, and milliseconds of each page of 100."""
    scheduler: Any = client("scheduler", stack["endpoint_url"])
    found, took, more = 0, [], {"GroupName": stack["prefix"], "MaxResults": PAGE}
    while True:
        began = time.perf_counter()
        page = scheduler.list_schedules(**more)
        took.append(1000 * (time.perf_counter() - began))
        found += len(page["Schedules"])
        if "NextToken" not in page:
            return found, took
        more["NextToken"] = page["NextToken"]


def lag(stack: Mapping[str, Any], goal_id: str, since: float) -> float:
    """Milliseconds from `since` (perf_counter) until a goal's schedule is there."""
    scheduler: Any = client("scheduler", stack["endpoint_url"])
    named = {"GroupName": stack["prefix"], "NamePrefix": goal_id}
    until(lambda: scheduler.list_schedules(**named)["Schedules"], what="the schedule")
    return 1000 * (time.perf_counter() - since)


def bare_schedules(stack: Mapping[str, Any]) -> list[float]:
    """Milliseconds to make one, without table and outbox; they go again."""
    scheduler: Any = client("scheduler", stack["endpoint_url"])
    pattern = scheduler.list_schedules(GroupName=stack["prefix"], MaxResults=1)["Schedules"][0]
    whole = scheduler.get_schedule(Name=pattern["Name"], GroupName=stack["prefix"])
    kept = ("ScheduleExpression", "ScheduleExpressionTimezone", "Target", "FlexibleTimeWindow", "GroupName")
    request = {name: whole[name] for name in kept} | {"State": "DISABLED"}
    names = [f"bare-{number}" for number in range(BARE_SCHEDULES)]
    took = [_ms(partial(scheduler.create_schedule, Name=name, **request)) for name in names]
    for name in names:
        scheduler.delete_schedule(Name=name, GroupName=stack["prefix"])
    return took


def listed(desks: Sequence[Desk]) -> Listed:
    """Every agent's first page, which holds all of its goals; a bare query of the same partition before each."""
    rest, bare, goals = [], [], 0
    for desk in desks:
        pk = Keys(TENANT).goal(desk.user_id, desk.agent_id, "any")["pk"]
        bare.append(_ms(partial(_query, pk)))
        began = time.perf_counter()
        page = done(desk.person.rest("GET", f"{desk.goals}?limit={PAGE}"))
        rest.append(1000 * (time.perf_counter() - began))
        goals += len(page["items"])
    return Listed(rest, bare, goals)


def _summary(person: Person) -> Any:
    return done(person.rest("GET", "/api/cp/my-agents/summary"))


def summaries(persons: Sequence[Person]) -> list[float]:
    """Milliseconds of each person's hub."""
    return [_ms(partial(_summary, one)) for one in persons]


def ticks(stack: Mapping[str, Any]) -> Ticks:
    """By the clock's own door, which answers once the scheduler has looked at all; its answer to nothing is in it.

    Always a little later: a clock that is put back has everything worked out anew. In the end it has the true time.
    """

    def look(ahead: int, *, silently: bool = False) -> float:
        return _ms(lambda: set_clock(stack, time.time() + ahead, silently=silently))

    found = Ticks(look(0, silently=True), [look(number) for number in range(1, TICKS + 1)])
    set_clock(stack, None, silently=True)
    return found


def set_clock(stack: Mapping[str, Any], moment: float | None, *, silently: bool = False) -> None:
    """Fires all that is due up to then; None gives the true time back."""
    said = None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
    body = json.dumps({"now": said, "silently": silently}).encode()
    asked = Request(stack["endpoint_url"] + CLOCK, body, {"Content-Type": "application/json"})
    with urlopen(asked, timeout=60) as answer:
        answer.read()


def megabytes(pid: int) -> float:
    """Resident memory of one process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [one for one in lines if one.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def _query(pk: str) -> object:
    return aws.client("dynamodb").query(
        TableName=aws.table_name(AGENTS.name), Limit=PAGE, ConsistentRead=True,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :goal)",
        ExpressionAttributeValues=pack({":pk": pk, ":goal": "GOAL#"}),
    )  # fmt: skip


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
