"""The scheduler of the embedded engine: its schedules awaited, its clock set to when they are due, and given back."""

import asyncio
import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from localstack.stack.clients import client
from localstack.stack.processes import wait_until

CLOCK = "/_ministack/schedules/clock"
PATIENCE = 30  # seconds: the outbox makes a schedule within one or two


async def scheduled(endpoint_url: str, group: str, goals: list[str]) -> bool:
    """Whether each of these goals has its schedule before long; its name begins with the goal's id."""
    scheduler: Any = client("scheduler", endpoint_url)

    def there() -> bool:
        found = [scheduler.list_schedules(GroupName=group, NamePrefix=goal)["Schedules"] for goal in goals]
        return all(found)

    return await asyncio.to_thread(wait_until, there, PATIENCE)


async def fire_until(endpoint_url: str, moment: str | None) -> None:
    """Fires all that is due up to then (ISO 8601); None is the true time again, silently."""
    said: dict[str, Any] = {"now": moment} if moment else {"now": None, "silently": True}
    await asyncio.to_thread(_post, endpoint_url, said)


def _post(endpoint_url: str, body: dict[str, Any]) -> None:
    connection = HTTPConnection(urlsplit(endpoint_url).netloc, timeout=30)
    try:
        connection.request("POST", CLOCK, json.dumps(body), {"Content-Type": "application/json"})
        connection.getresponse().read()
    finally:
        connection.close()
