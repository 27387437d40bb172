"""`make logs F=name`: a Lambda's log lines from CloudWatch Logs, oldest first."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from .clients import client
from .processes import Failed
from .profile import Profile
from .settings import chosen

PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId")
BACK = 3600  # seconds
PAUSE = 0.5


def lines(profile: Profile, function: str, *, follow: bool = False) -> Iterator[str]:
    """The last hour's lines of every Lambda whose name contains `function`. Raises Failed if there is none."""
    endpoint = chosen(profile).get("AWS_ENDPOINT_URL") or profile.url("engine")
    api = client("logs", endpoint)
    since = int((time.time() - BACK) * 1000)
    seen: set[str] = set()
    while True:
        groups = _groups(api, profile.prefix, function)
        if not groups:
            raise Failed(
                f"No Lambda of {profile.prefix} whose name contains {function!r} has logged anything yet."
            )
        events = sorted(
            (event | {"group": group} for group in groups for event in _events(api, group, since)),
            key=lambda event: event["timestamp"],
        )
        yield from (_line(event, profile.prefix) for event in events if _is_new(event, seen))
        if not follow:
            return
        time.sleep(PAUSE)


def _groups(api: Any, prefix: str, function: str) -> list[str]:
    pages = api.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=f"/aws/lambda/{prefix}-")
    names = (group["logGroupName"] for page in pages for group in page["logGroups"])
    return [name for name in names if function in name]


def _events(api: Any, group: str, since: int) -> Iterator[dict[str, Any]]:
    pages = api.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
    for page in pages:
        yield from (event for event in page["events"] if not event["message"].startswith(PLATFORM))


def _is_new(event: dict[str, Any], seen: set[str]) -> bool:
    key = f"{event['logStreamName']} {event.get('eventId')} {event['timestamp']} {event['message']}"
    fresh = key not in seen
    seen.add(key)
    return fresh


def _line(event: dict[str, Any], prefix: str) -> str:
    at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    return f"{at} {event['group'].removeprefix(f'/aws/lambda/{prefix}-')} {event['message'].rstrip()}"
