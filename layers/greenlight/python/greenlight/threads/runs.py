"""The life of a run: accepted once, one running per thread, up to five waiting, and settled whatever happens.

`queued → running ⇄ waiting → succeeded, partial, failed, cancelled`. One that waits for a person frees the thread:
`waiting.py`.
Every unsettled run stands in the sweepers' index under the time at which somebody should look after it.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import THREADS
from greenlight.errors import Invalid, NotFound, TooMany
from greenlight.items import ConditionFailed, Item, Items, Write, commit
from greenlight.keys import Keys

from .records import MAX_WAITING, Accepted, Wanted, known, new_run, new_thread, utc

LEASE_GRACE = 5  # seconds
REQUEST_KEPT = 24 * 3600  # seconds
ATTEMPTS = 8


class Runs:
    """The runs and threads of one tenant."""

    def __init__(self, tenant_id: str, items: Items | None = None) -> None:
        self.keys = Keys(tenant_id)
        self._items = items or Items(THREADS)

    def thread(self, user_id: str, thread_id: str) -> Item:
        """Raises NotFound, also for another user's."""
        found = self._items.get(known(self.keys.thread, thread_id))
        if not found or found["user_id"] != user_id:
            raise NotFound("There is no such thread.")
        return found

    def thread_now(self, thread_id: str) -> Item:
        """Whoever's it is; for the platform's own work. Raises NotFound."""
        if found := self._items.get(known(self.keys.thread, thread_id)):
            return found
        raise NotFound("There is no such thread.")

    def run(self, thread_id: str, run_id: str) -> Item:
        found = self._items.get(known(self.keys.run, thread_id, run_id))
        if not found:
            raise NotFound("There is no such run.")
        return found

    def run_of(self, user_id: str, run_id: str) -> Item:
        """By the run's id alone; raises NotFound, also for another user's."""
        pointer = self._items.get(known(self.keys.run_pointer, user_id, run_id))
        if not pointer:
            raise NotFound("There is no such run.")
        return self.run(pointer["thread_id"], run_id)

    def submit(self, caller: Caller, wanted: Wanted) -> Accepted:
        """Stores message, run and the thread's active run in one transaction; the same request again is replayed."""
        wanted.checked()
        for _ in range(ATTEMPTS):
            thread = self.thread(caller.user_id, wanted.thread_id) if wanted.thread_id else None
            if thread and len(thread["waiting"]) >= MAX_WAITING:
                return self._replay_or_refuse(caller, wanted)
            run = new_run(caller, wanted, thread)
            try:
                commit(self._accepting(caller, wanted, run, thread))
            except ConditionFailed as failed:
                if failed.index == 0:
                    return self._replay(failed.item, wanted)
                continue
            return Accepted(run, starts=not (thread and thread["active_run"]))
        raise TooMany("The thread is busy; try again in a moment.", retry_after=1)

    def claim(self, run: Item, invocation_id: str, deadline: int, catalogue_hash: str) -> Item:
        """The run, now leased to this invocation until `deadline` (epoch seconds).

        Raises ConditionFailed with the run as it stands (empty if there is none) when somebody else has it.
        """
        lease = deadline + LEASE_GRACE
        return self._items.update(
            self.keys.run(run["thread_id"], run["run_id"]),
            "SET #status = :running, claimed_by = :by, lease_until = :lease, catalogue_hash = :hash",
            condition="#status = :queued AND leg = :leg",
            values={
                ":running": "running", ":queued": "queued", ":by": invocation_id, ":lease": lease,
                ":leg": run["leg"], ":hash": catalogue_hash,
            },
            names={"#status": "status"},
        )  # fmt: skip

    def calling(self, thread_id: str, run_id: str) -> Item:
        """The run with one more tool call on its count. Raises NotFound."""
        try:
            return self._items.update(
                known(self.keys.run, thread_id, run_id), "ADD calls :one",
                condition="attribute_exists(pk)", values={":one": 1},
            )  # fmt: skip
        except ConditionFailed:
            raise NotFound("There is no such run.") from None

    def settle(self, run: Mapping[str, Any], status: str, usage: Sequence[Any] = ()) -> Item | None:
        """Ends the run, frees the thread; returns the next run to start, if any."""
        for _ in range(ATTEMPTS):
            thread = self.thread_now(run["thread_id"])
            waiting = [r for r in thread["waiting"] if r != run["run_id"]]
            active = thread["active_run"]
            if active == run["run_id"]:
                active = waiting.pop(0) if waiting else ""
            try:
                commit(self._settling(run, status, usage, thread, active, waiting))
            except ConditionFailed as failed:
                if failed.index == 0:
                    return None  # somebody settled it before
                continue
            return self.run(run["thread_id"], active) if active and active != thread["active_run"] else None
        raise TimeoutError(f"{run['run_id']}: the thread kept changing")

    def postpone(self, thread_id: str, run_id: str, seconds: int) -> Item | None:
        """Asks the sweeper to look again later; the run as it stands, or None if it is settled meanwhile."""
        try:
            return self._items.update(
                self.keys.run(thread_id, run_id), "SET gsi2sk = :due",
                condition="attribute_exists(gsi2pk)", values={":due": utc(time.time() + seconds)},
            )  # fmt: skip
        except ConditionFailed:
            return None

    def threads_of(self, user_id: str, limit: int, cursor: str | None) -> tuple[list[Item], str | None]:
        page = self._items.query(
            self.keys.threads_of(user_id), index=1, limit=limit, cursor=cursor, descending=True
        )
        return page.items, page.next

    def begin_thread(self, caller: Caller, agent_id: str, title: str) -> Item:
        """An empty thread."""
        thread = new_thread(caller, agent_id, title)
        self._items.put(thread)
        return thread

    def _accepting(self, caller: Caller, wanted: Wanted, run: Item, thread: Item | None) -> list[Write]:
        pointer = {"run_id": run["run_id"], "thread_id": run["thread_id"]}
        kept = {"fingerprint": wanted.fingerprint, "ttl": int(time.time()) + REQUEST_KEPT}
        absent = "attribute_not_exists(pk)"
        request = self.keys.request(caller.user_id, wanted.request_id)
        return [
            self._items.putting({**request, **pointer, **kept}, condition=absent),
            self._items.putting(run, condition=absent),
            self._items.putting({**self.keys.run_pointer(caller.user_id, run["run_id"]), **pointer}),
            self._queueing(run, thread) if thread else self._beginning(caller, run),
        ]

    def _beginning(self, caller: Caller, run: Item) -> Write:
        thread = new_thread(caller, run["agent_id"], run["message"], run["thread_id"])
        return self._items.putting(
            thread | {"active_run": run["run_id"], "audit": {"gates": run["audit"]}},
            condition="attribute_not_exists(pk)",
        )

    def _queueing(self, run: Item, thread: Item) -> Write:
        active, waiting = thread["active_run"], thread["waiting"]
        then = (active, [*waiting, run["run_id"]]) if active else (run["run_id"], waiting)
        return self.turning(thread, *then, spoken=True)

    def turning(self, thread: Item, active: str, waiting: list[str], *, spoken: bool = False) -> Write:
        """The thread's queue from what was read to what shall be; fails if another moved it.

        Threads are listed by when their person last spoke: an index entry is written for that alone.
        """
        stamped = ", updated_at = :now, gsi1sk = :now" if spoken else ""
        return self._items.updating(
            self.keys.thread(thread["thread_id"]),
            f"SET active_run = :active, waiting = :waiting, revision = :next{stamped}",
            condition="revision = :read",
            values={
                ":active": active, ":waiting": waiting, ":read": thread["revision"],
                ":next": thread["revision"] + 1,
            } | ({":now": utc()} if spoken else {}),
        )  # fmt: skip

    def _settling(
        self, run: Mapping[str, Any], status: str, usage: Sequence[Any], thread: Item, active: str,
        waiting: list[str],
    ) -> list[Write]:  # fmt: skip
        ended = self._items.updating(
            self.keys.run(run["thread_id"], run["run_id"]),
            "SET #status = :status, finished_at = :now, revision = revision + :one, "
            "#usage = list_append(if_not_exists(#usage, :none), :usage) "
            "REMOVE gsi2pk, gsi2sk, lease_until, claimed_by",
            condition="leg = :leg AND #status IN (:queued, :running, :waiting)",
            values={
                ":status": status, ":now": utc(), ":usage": list(usage), ":leg": run["leg"], ":one": 1,
                ":queued": "queued", ":running": "running", ":waiting": "waiting", ":none": [],
            },
            names={"#status": "status", "#usage": "usage"},
        )  # fmt: skip
        return [ended, self.turning(thread, active, waiting)]

    def _replay_or_refuse(self, caller: Caller, wanted: Wanted) -> Accepted:
        """A full queue takes nothing new, but still knows what it took before."""
        if request := self._items.get(self.keys.request(caller.user_id, wanted.request_id)):
            return self._replay(request, wanted)
        raise TooMany(f"{MAX_WAITING} messages wait in this thread already; let one finish.", retry_after=5)

    def _replay(self, request: Item, wanted: Wanted) -> Accepted:
        """The run as it stands; started again if nobody has claimed it, since its first start may be lost."""
        if request["fingerprint"] != wanted.fingerprint:
            raise Invalid("This id was used for another message; take a new id.")
        run = self.run(request["thread_id"], request["run_id"])
        thread = self._items.get(self.keys.thread(request["thread_id"])) or {}
        unclaimed = run["status"] == "queued" and thread.get("active_run") == run["run_id"]
        return Accepted(run, starts=unclaimed, replayed=True)
