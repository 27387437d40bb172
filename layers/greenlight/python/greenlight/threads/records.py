"""What a thread and a run are when they begin: plain items, made in one place."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from greenlight import keys as doors
from greenlight.caller import Caller
from greenlight.errors import Invalid, NotFound
from greenlight.items import Item
from greenlight.keys import ItemKey, Keys, digest, new_id

MAX_WAITING = 5
MAX_MESSAGE = 64 * 1024  # bytes of text; larger content goes by link
START_GRACE = 30  # seconds an accepted run may stay unclaimed before a sweeper starts it again
AUDIT_GATES = ("context", "tools", "final")  # and "reads", where even looks shall ask
SETTLED = frozenset({"succeeded", "partial", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks: `request_id` is his idempotency key; `thread_id` is empty for a new thread, else
    `agent_id` is, for the thread has one. `audit`: a new thread begins in audit mode, with all its gates on."""

    message: str
    request_id: str
    agent_id: str
    thread_id: str = ""
    parent_run_id: str = ""
    audit: bool = False

    def checked(self) -> "Wanted":
        """Raises Invalid for an empty or too long message."""
        if not self.message.strip() or len(self.message.encode()) > MAX_MESSAGE:
            raise Invalid(f"A message has 1 to {MAX_MESSAGE // 1024} KB of text; link to anything larger.")
        return self

    @property
    def fingerprint(self) -> str:
        """What must be the same when the same request id comes again."""
        return digest(self.message, self.thread_id, self.agent_id)


@dataclass(frozen=True, slots=True)
class Accepted:
    run: Item
    starts: bool
    replayed: bool = False


def utc(epoch: float | None = None) -> str:
    """ISO 8601 in UTC with milliseconds, which sorts by time."""
    moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local_date(zone: tzinfo) -> date:
    """Today, where the person is."""
    return datetime.now(UTC).astimezone(zone).date()


def leg_id(run: Mapping[str, Any]) -> str:
    """The AG-UI run id of this leg, and the name under which it writes to the log."""
    return f"{run['run_id']}.{run['leg']}"


def new_thread(caller: Caller, agent_id: str, title: str, thread_id: str = "") -> Item:
    """An empty thread, listed under its user by last activity."""
    keys, now = Keys(caller.tenant_id), utc()
    thread_id = thread_id or new_id("thr")
    return {
        **keys.thread(thread_id), "thread_id": thread_id, "user_id": caller.user_id, "agent_id": agent_id,
        "title": " ".join(title.split())[:80], "created_at": now, "updated_at": now, "revision": 1,
        "active_run": "", "waiting": [], "gsi1pk": keys.threads_of(caller.user_id), "gsi1sk": now,
    }  # fmt: skip


def new_run(caller: Caller, wanted: Wanted, thread: Item | None) -> Item:
    """A queued run, in its thread or in one that begins with it; a sweeper looks after it from the start."""
    run_id, thread_id = new_id("run"), thread["thread_id"] if thread else new_id("thr")
    return {
        **Keys(caller.tenant_id).run(thread_id, run_id), "run_id": run_id, "thread_id": thread_id,
        "tenant_id": caller.tenant_id, "user_id": caller.user_id, "timezone": caller.timezone,
        "agent_id": thread["agent_id"] if thread else wanted.agent_id, "leg": 1, "status": "queued", "revision": 1,
        "message": wanted.message, "correlation_id": caller.correlation_id,
        "parent_run_id": wanted.parent_run_id, "created_at": utc(), "audit": _gates(wanted, thread),
        "open_calls": {}, "answered": [], "results": [], "notes": [], "loaded": [],
        "gsi2pk": doors.due(run_id), "gsi2sk": utc(time.time() + START_GRACE),
    }  # fmt: skip


def _gates(wanted: Wanted, thread: Item | None) -> list[str]:
    if thread is None:
        return list(AUDIT_GATES) if wanted.audit else []
    return list(thread.get("audit", {}).get("gates", []))


def known(key: Callable[..., ItemKey], *ids: str) -> ItemKey:
    """The key of these ids; a malformed id is an unknown one, not a fault. Raises NotFound."""
    try:
        return key(*ids)
    except ValueError:
        raise NotFound("There is no such thing.") from None
