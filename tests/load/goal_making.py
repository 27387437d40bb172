"""Goals made: a sample over REST beside a bare put of the same size, the rest by the same layer code in here."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from greenlight import audit, aws
from greenlight.declare import AGENTS
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys, new_id
from greenlight.packing import pack

from tests.e2e.hiring import done
from tests.load.arena import TENANT
from tests.load.goal_people import THREADS, Desk

ZONES = ("UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Sydney")
MINUTE, HOUR = 60, 3600
QUIET = 5 * HOUR  # from the start: only goals that are to be fired are due in there, each in its own minute
SPREAD = 14 * 60  # minutes after that, over which all others are spread
BARE = count()


@dataclass(frozen=True)
class Made:
    """`at` is its first slot, in epoch seconds."""

    desk: Desk
    goal_id: str
    at: int


@dataclass(frozen=True)
class Rates:
    """Milliseconds of each, and goals per second."""

    rest: Sequence[float]
    bare: Sequence[float]
    per_second: float


class Maker:
    """Makes daily goals, some of them to be fired; `began` is the moment from which their hours are counted."""

    def __init__(self, began: int) -> None:
        self._began = began - began % MINUTE
        self._numbers = count()
        self.made: Counter[str] = Counter()  # by agent

    def lone(self, number: int, desk: Desk) -> Made:
        """Over REST, in a minute that it shares with no other goal, and after those of lower numbers."""
        self.made[desk.agent_id] += 1
        at = self._began + HOUR + number * MINUTE
        return Made(desk, _put(desk, at, "UTC"), at)

    def any(self, desk: Desk) -> Made:
        self.made[desk.agent_id] += 1
        return self._over_rest(desk)

    def missing(self, desks: Sequence[Desk], goals: int) -> list[Desk]:
        """Each as often as it lacks goals, so that there are so many in all, and each has its share of them."""
        share = -(-goals // len(desks))
        lacking = [desk for desk in desks for _ in range(share - self.made[desk.agent_id])]
        return lacking[: goals - self.made.total()]

    def sample(self, desks: Sequence[Desk], like: Item) -> Rates:
        """One for each of these, at once as often as there are threads, each with a bare put before it."""

        def one(desk: Desk) -> tuple[float, float]:
            return _ms(partial(_bare, like)), _ms(partial(self._over_rest, desk))

        self.made.update(desk.agent_id for desk in desks)
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            pairs = list(pool.map(one, desks))
        spent = time.perf_counter() - began - sum(bare for bare, _ in pairs) / 1000 / THREADS
        return Rates([rest for _, rest in pairs], [bare for bare, _ in pairs], len(pairs) / spent)

    def rest(self, wanted: Sequence[Desk], patterns: Mapping[str, Goal]) -> Rates:
        """One for each of these, by the transaction of the routes; `patterns` are goals by kind, made over REST."""

        def one(desk: Desk) -> float:
            return _ms(partial(self._commit, desk, patterns[desk.kind]))

        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            each = list(pool.map(one, wanted))
        return Rates(each, [], len(each) / (time.perf_counter() - began))

    def _over_rest(self, desk: Desk) -> Made:
        at, zone = self._next()
        return Made(desk, _put(desk, at, zone), at)

    def _commit(self, desk: Desk, pattern: Goal) -> None:
        at, zone = self._next()
        entry_id, entry = audit.entry(
            TENANT, "goal.made", actor=f"user:{desk.user_id}", subject="bench", correlation_id=new_id("cor"),
            agent_id=desk.agent_id, details={"user_id": desk.user_id, "settings": pattern.settings},
        )  # fmt: skip
        goal = replace(
            pattern, goal_id=new_id("gol"), user_id=desk.user_id, agent_id=desk.agent_id, since=int(time.time()),
            schedule={**pattern.schedule, "time": local(at, zone)}, timezone=zone, entries=[entry_id],
        )  # fmt: skip
        commit([*Goals(TENANT).writing(goal, None), entry])

    def _next(self) -> tuple[int, str]:
        number = next(self._numbers)
        return self._began + QUIET + number % SPREAD * MINUTE, ZONES[number % len(ZONES)]


def local(at: int, zone: str) -> str:
    """HH:MM there."""
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).strftime("%H:%M")


def stored(made: Made) -> Item:
    """Its row as it stands."""
    found = Items(AGENTS).get(Keys(TENANT).goal(made.desk.user_id, made.desk.agent_id, made.goal_id))
    if found is None:
        raise LookupError(made.goal_id)
    return found


def _put(desk: Desk, at: int, zone: str) -> str:
    """Raises AssertionError where it is refused."""
    goal_id = new_id("gol")
    said: dict[str, Any] = done(
        desk.person.rest("PUT", f"{desk.goals}/{goal_id}", desk.body(local(at, zone), zone))
    )
    return str(said["goal_id"])


def _bare(like: Item) -> None:
    """A conditional put of an item of that size, in no index."""
    plain = {name: value for name, value in like.items() if not name.startswith("gsi")}
    item = {**plain, "sk": f"{like['sk'][:-8]}{next(BARE):08d}", "pk": like["pk"].replace("#USER#", "#BARE#")}
    aws.client("dynamodb").put_item(
        TableName=aws.table_name(AGENTS.name), Item=pack(item), ConditionExpression="attribute_not_exists(pk)"
    )


def _ms(work: Any) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
