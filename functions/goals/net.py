"""The net below the scheduler: fires what it lost, gave up or leaves out in spring, and asks after silent runs."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

from greenlight.declare import AGENTS
from greenlight.errors import NotFound, Refused
from greenlight.goals.store import Goals
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import SHARDS
from greenlight.observe import count, logger
from greenlight.threads.records import utc

from . import care, claims, fire

Clock = Callable[[], float]
AT_ONCE = 100  # goals and runs per shard and sweep; the rest is due at the next one
AFTER_TROUBLE = 3600  # seconds
_GOAL = re.compile(r"TENANT#([^#]+)#USER#([^#]+)#AGENT#([^#]+)\Z")
_RUN = re.compile(r"TENANT#([^#]+)#GOALRUN#([^#]+)\Z")


def sweep(now: Clock = time.time) -> dict[str, int]:
    """How many goals and runs were due, and what came of each. One that cannot be helped holds up no other."""
    from botocore.exceptions import BotoCoreError, ClientError

    found: Counter[str] = Counter()
    for key in _due(now):
        found["due"] += 1
        try:
            found[_look_after(key, now)] += 1
        except ConditionFailed:
            found["changed"] += 1
        except NotFound:  # deleted since: the index is behind the table
            found["gone"] += 1
        except (BotoCoreError, ClientError, Refused, fire.StillChanging, LookupError, ValueError) as error:
            found["trouble"] += 1
            logger().error("goal or run left alone", extra={**key, "problem": type(error).__name__})
            count("GoalNetFailures")
            with suppress(ConditionFailed):  # it may be gone, or settled, by now
                claims.postpone(key, now() + AFTER_TROUBLE)
    return dict(found)


def _due(now: Clock) -> Iterator[Item]:
    """Keys of goals and goal runs; deliverables share the index, and are looked after elsewhere."""
    for shard in range(SHARDS):
        every = Items(AGENTS).every(f"DUE#{shard}", index=2, between=("0", utc(now())))
        yield from islice(({"pk": i["pk"], "sk": i["sk"]} for i in every if _is_ours(i)), AT_ONCE)


def _is_ours(item: Item) -> bool:
    return bool(_GOAL.match(item["pk"]) or _RUN.match(item["pk"]))


def _look_after(key: Item, now: Clock) -> str:
    if run := _RUN.match(key["pk"]):
        return care.look(run[1], run[2], now)
    place = _GOAL.match(key["pk"])
    if place is None:
        raise LookupError(key["pk"])
    tenant_id, user_id, agent_id = place.groups()
    goal_id = key["sk"].removeprefix("GOAL#")
    outcome = fire.look(Goals(tenant_id), user_id, agent_id, goal_id, "net", now())["outcome"]
    return str(outcome)
