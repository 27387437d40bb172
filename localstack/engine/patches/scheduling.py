"""EventBridge Scheduler as on AWS: zones, the scheduled time in the input, dead letters; and a clock that tests set.

The engine reads every expression as UTC, hands `<aws.scheduler.scheduled-time>` on as it stands, takes expressions and
zones that there are not, asks IAM about the group `default` whatever the group is, and lists no second page. A Lambda
is invoked asynchronously, with Lambda's own retries; what has no Lambda goes to the dead-letter queue. Not modelled:
flexible windows, and the rights of the role that a schedule names.

`POST /_ministack/schedules/clock {"now": "2026-03-29T00:59:00Z"}` sets the scheduler's clock and fires, in order, all
that comes due up to then (not with `"silently": true`); `{"now": null}` gives it back the true time.
"""

import json
import threading
import time
from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any

from . import occurrences, replace, targets

TICK = 1.0
MOST_AT_ONCE = 1000  # occurrences of one schedule in one tick
CLOCK = "/_ministack/schedules/clock"
_JSON = {"Content-Type": "application/json"}


class _Clock:
    """The scheduler's own; `floor` is the moment from which it fires what is due."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.floor = time.time()
        self.due: dict[Any, tuple[float, float]] = {}  # by schedule: when it was changed, when it is next due

    def now(self) -> float:
        return time.time() + self.ahead

    def set(self, moment: float | None, *, silently: bool) -> None:
        before = self.now()
        self.ahead = 0.0 if moment is None else moment - time.time()
        if silently or self.now() < before:
            self.floor = self.now()
            self.due.clear()


_clock = _Clock()
_ticking = threading.Lock()  # the engine's own thread, and whoever sets the clock


def _checked(original: Any) -> Any:
    def change(name: str, body: dict[str, Any]) -> Any:
        from ministack.services import scheduler

        if body.get("ScheduleExpression") and (problem := occurrences.problem(body)):
            return scheduler._error(400, "ValidationException", problem)
        return original(name, body)

    return change


def _listing(_: Any) -> Any:
    def list_schedules(query: dict[str, str]) -> Any:
        from ministack.services import scheduler

        group, state = query.get("ScheduleGroup"), query.get("State")
        found = sorted(
            (key, one) for key, one in scheduler._schedules.items()
            if key > query.get("NextToken", "") and (not group or one["GroupName"] == group)
            and (not state or one["State"] == state) and one["Name"].startswith(query.get("NamePrefix", ""))
        )  # fmt: skip
        most = int(query.get("MaxResults") or 100)
        shown = ("Arn", "Name", "GroupName", "State", "CreationDate", "LastModificationDate")
        listed = [
            {name: one[name] for name in shown} | {"Target": {"Arn": one["Target"]["Arn"]}}
            for _, one in found[:most]
        ]
        more = {"NextToken": found[most - 1][0]} if len(found) > most else {}
        return scheduler._json_resp(200, {"Schedules": listed, **more})

    return list_schedules


def _tick(_: Any) -> Any:
    def tick_schedules() -> None:
        from ministack.services import scheduler

        with _ticking:
            now = _clock.now()
            for key, schedule in list(scheduler._schedules._data.items()):
                if schedule.get("State") == "ENABLED":
                    _fire_due(key, schedule, now)

    return tick_schedules


def _fire_due(key: Any, schedule: dict[str, Any], now: float) -> None:
    from ministack.services import scheduler

    changed = float(schedule["LastModificationDate"])
    stamp, due = _clock.due.get(key, (None, 0.0))
    if stamp != changed:
        due = _first(schedule, changed, now)
    for _ in range(MOST_AT_ONCE):
        if due > now:
            break
        end = scheduler._to_epoch(schedule.get("EndDate")) or occurrences.NEVER
        if (scheduler._to_epoch(schedule.get("StartDate")) or 0) <= due <= end:
            copy_context().run(targets.fire, key, schedule, due)
        due = occurrences.after(schedule, due)
    _clock.due[key] = (changed, due)
    if due == occurrences.NEVER and schedule.get("ActionAfterCompletion") == "DELETE":
        scheduler._schedules._data.pop(key, None)
        _clock.due.pop(key, None)


def _first(schedule: dict[str, Any], changed: float, now: float) -> float:
    """Nothing fires for the time before the schedule was made, or in which the engine did not run; but a one-time
    schedule that deletes itself and is still there has not fired."""
    once = occurrences.at_moment(schedule)
    if once is not None and schedule.get("ActionAfterCompletion") == "DELETE":
        return once
    begun = changed if _clock.floor <= changed <= now else _clock.floor
    return occurrences.after(schedule, begun)


def _admin(original: Any) -> Any:
    async def handle_admin(path: str, method: str, body: bytes) -> Any:
        if path != CLOCK or method != "POST":
            return await original(path, method, body)
        from ministack.services import scheduler

        asked = json.loads(body or b"{}")
        moment = None if asked.get("now") is None else datetime.fromisoformat(asked["now"]).timestamp()
        _clock.set(moment, silently=bool(asked.get("silently")))
        scheduler._tick_schedules()
        now = datetime.fromtimestamp(_clock.now(), UTC).isoformat()
        return 200, _JSON, json.dumps({"now": now}).encode()

    return handle_admin


def _resource(original: Any) -> Any:
    def extract_resource_arn(
        service: str, method: str, path: str, headers: Any, body: bytes, query: Any, region: str, account: str
    ) -> str:
        arn: str = original(service, method, path, headers, body, query, region, account)
        if service != "scheduler" or ":schedule/default/" not in arn:
            return arn
        named = query.get("groupName") or (json.loads(body) if body else {}).get("GroupName") or "default"
        group = named[0] if isinstance(named, list) else named
        return arn.replace(":schedule/default/", f":schedule/{group}/", 1)

    return extract_resource_arn


def apply() -> None:
    from ministack.core import iam_actions
    from ministack.services import scheduler

    replace(scheduler, "_SCHEDULE_TICK_INTERVAL", lambda _: TICK)
    replace(scheduler, "_now", lambda _: _clock.now)
    replace(scheduler, "_create_schedule", _checked)
    replace(scheduler, "_update_schedule", _checked)
    replace(scheduler, "_list_schedules", _listing)
    replace(scheduler, "_tick_schedules", _tick)
    replace(iam_actions, "extract_resource_arn", _resource)
    from ministack import app  # last: it takes what it imports as it is by then

    replace(app, "_handle_admin_config_request", _admin)
