"""The approvals of one tenant: read them, find them in an inbox, and end them without a verdict."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.errors import Conflict, Denied, Gone, NotFound
from greenlight.items import ConditionFailed, Items, commit
from greenlight.keys import Keys
from greenlight.spending import from_text, releasing
from greenlight.threads.records import utc
from greenlight.writes import Write

from . import judge
from .changes import asking, closing, revoking
from .judge import Door
from .records import Record, as_text, from_item

INBOXES = ("approver", "operator")  # the roles that have an inbox of their own
ATTEMPTS = 6
Clock = Callable[[], float]


class Approvals:
    """`clock` in epoch seconds; expiry is compared with it and with nothing else."""

    def __init__(self, tenant_id: str, clock: Clock = time.time) -> None:
        self.tenant_id = tenant_id
        self.keys = Keys(tenant_id)
        self._items = Items(APPROVALS)
        self._clock = clock

    def get(self, approval_id: str) -> Record:
        """Raises NotFound; a malformed id is an unknown one, and so is a row that another tenant's record got into."""
        try:
            found = self._items.get(self.keys.approval(approval_id))
        except ValueError:
            found = None
        if not found or found["tenant_id"] != self.tenant_id:
            raise NotFound("There is no such approval.")
        return from_item(found)

    def seen_by(self, caller: Caller, approval_id: str) -> Record:
        """Raises NotFound, the same one, for what is not this caller's to see."""
        record = self.get(approval_id)
        if not judge.may_see(record, caller):
            raise NotFound("There is no such approval.")
        return record

    def ask(self, fields: Mapping[str, Any], before: Sequence[Write] = ()) -> Record:
        """A new approval, together with the writes `before` it. Raises ConditionFailed, with the index of the first
        of these that did not hold."""
        record, writes = asking(fields, self._clock())
        commit([*before, *writes])
        return record

    def inbox(
        self, caller: Caller, *, open: bool, limit: int, cursor: str | None = None, assignee: str = ""
    ) -> tuple[list[Record], str | None]:
        """One page of an inbox (his own unless named), newest first; what has gone is left out."""
        pk = self.keys.inbox(assignee or caller.user_id, "any", open=open)["pk"]
        page = self._items.query(
            pk, begins="OPEN#" if open else "DONE#", limit=limit, cursor=cursor, descending=True
        )
        wanted = [self.keys.approval(item["approval_id"]) for item in page.items]
        found = (
            {item["approval_id"]: from_item(item) for item in self._items.get_many(wanted)} if wanted else {}
        )
        listed = [found[i["approval_id"]] for i in page.items if i["approval_id"] in found]
        return [record for record in listed if judge.may_see(record, caller)], page.next

    def expire(self, approval_id: str) -> Record:
        """Ends it if its time is over by the clock in the table; the record as it then stands."""
        record = self.get(approval_id)
        now = self._clock()
        if record.is_open and record.expires_at <= now:
            fields = {"decided_by": "clock", "decided_at": utc(now)}
            return self._close(record, "expired", "clock", fields)
        return record

    def cancel(self, approval_id: str, user_id: str) -> Record:
        """Its run was cancelled: nothing may come of it any more. One that was acted on stays as it is."""
        return self._withdraw(self.get(approval_id), "cancelled", user_id, {"note": "The run was cancelled."})

    def revoke(self, caller: Caller, approval_id: str, reason: str, door: Door) -> Record:
        """Raises NotFound, Denied, Conflict (acted on already), Gone (ended otherwise)."""
        record = self.seen_by(caller, approval_id)
        if not (judge.may_decide(record, caller) or caller.may("operator")):
            raise Denied("You are not asked to decide on this.", rule="approver")
        came_from = {"door": door.name, "address": door.address}
        record = self._withdraw(
            record, "revoked", caller.user_id, {"note": reason, "decided_from": came_from}
        )
        if record.allows:
            done = "carried out" if record.attempts else "settled"
            raise Conflict(f"This was {done} already; it cannot be taken back.")
        if record.status != "revoked":
            raise Gone(f"This was {record.status} already.", status_now=record.status)
        return record

    def store_token(self, approval_id: str, execution: str, task_token: str) -> Record:
        """Keeps the machine's token, then reads the approval once more: it may have been decided meanwhile."""
        key = self.keys.approval_token(approval_id, execution)
        self._items.put({**key, "task_token": task_token, "stored_at": utc()})
        return self.get(approval_id)

    def bar(self, record: Record, outcome: Mapping[str, Any]) -> None:
        """Nothing comes of this yes any more; before anybody is told so. Raises ConditionFailed where it was used or
        settled since it was read."""
        self._items.update(
            self.keys.approval(record.approval_id), "SET outcome = :outcome, settled_at = :now",
            condition="attempts = :seen AND attribute_not_exists(settled_at)",
            values={":outcome": as_text(outcome), ":now": utc(self._clock()), ":seen": record.attempts},
        )  # fmt: skip

    def settled(self, record: Record, outcome: Mapping[str, Any]) -> None:
        """What came of it, for good; nobody needs to look after it any more."""
        self._items.update(
            self.keys.approval(record.approval_id),
            "SET outcome = if_not_exists(outcome, :outcome), settled_at = if_not_exists(settled_at, :now) "
            "REMOVE gsi2pk, gsi2sk, needs_person, stuck_execution",
            condition="attribute_exists(pk) AND #status <> :pending",
            values={":outcome": as_text(outcome), ":now": utc(self._clock()), ":pending": "pending"},
            names={"#status": "status"},
        )  # fmt: skip

    def stands(self, record: Record) -> None:
        """A yes that is acted on later, if at all: nobody needs to look after it, and its clock still runs."""
        with suppress(ConditionFailed):
            self._items.update(
                self.keys.approval(record.approval_id),
                "REMOVE gsi2pk, gsi2sk, needs_person, stuck_execution",
                condition="#status IN (:approved, :edited)",
                values={":approved": "approved", ":edited": "edited"}, names={"#status": "status"},
            )  # fmt: skip

    def due_now(self, approval_id: str) -> None:
        """The sweeper's next round looks after it: nobody waits for its verdict, as far as one can tell."""
        with suppress(ConditionFailed):
            self._items.update(
                self.keys.approval(approval_id), "SET gsi2sk = :now",
                condition="attribute_exists(gsi2pk)", values={":now": utc(self._clock())},
            )  # fmt: skip

    def _withdraw(self, record: Record, status: str, user_id: str, fields: Mapping[str, Any]) -> Record:
        for _ in range(ATTEMPTS):
            ended = {**fields, "decided_by": user_id, "decided_at": utc(self._clock())}
            if record.is_open:
                return self._close(record, status, f"user:{user_id}", ended)
            if not record.allows or record.attempts or record.settled_at:
                return record
            try:
                commit(revoking(record, status, f"user:{user_id}", ended, self._clock()))
            except ConditionFailed:
                record = self.get(record.approval_id)
                continue
            if record.reservation:
                with suppress(ConditionFailed):  # its machine may have ended: nobody else frees what was held
                    commit([releasing(record.tenant_id, from_text(record.reservation))])
            return self.get(record.approval_id)
        raise TimeoutError(f"{record.approval_id}: it kept changing")

    def _close(self, record: Record, status: str, actor: str, fields: Mapping[str, Any]) -> Record:
        """The record after this end, or as whoever was faster left it."""
        for _ in range(ATTEMPTS):
            try:
                commit(closing(record, status, actor, fields, self._clock()))
            except ConditionFailed:
                record = self.get(record.approval_id)
                if record.is_open:
                    continue
                return record
            return self.get(record.approval_id)
        raise TimeoutError(f"{record.approval_id}: it kept changing")


def inboxes_of(caller: Caller) -> list[str]:
    """His own inbox, and that of each role he decides in."""
    return [caller.user_id, *(f"role.{role}" for role in INBOXES if caller.may(role))]
