"""One approval after the other at the deployed stack, timed by whoever asks, sees and receives."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from greenlight.declare import APPROVALS, LEDGER
from greenlight.items import Items
from greenlight.keys import Keys

from tests.e2e.approving import Asker
from tests.e2e.outside import Outside
from tests.e2e.people import Json, Person, until
from tests.load.ear import Ear, open_ear

MARKS = count()


class Failed(Exception):
    """An approval did not go the way it should."""


@dataclass(frozen=True)
class Times:
    """Milliseconds from asking, and from sending the verdict."""

    shown: float  # the frame on the approver's socket
    listed: float  # GET /api/v1/approvals has answered with it
    waiting: float  # the machine's task token is in the table
    executed: float  # the request has arrived outside
    settled: float  # the frame that says so


class Approver:
    """The customer who is asked for his own agent's actions, with his socket and the place where they go to."""

    def __init__(self, stack: Json, person: Person, outside: Outside, ear: Ear) -> None:
        self.stack, self.person, self.outside, self.ear = stack, person, outside, ear
        self.tenant = str(person.me()["tenant_id"])

    def asker(self) -> Asker:
        """A run of its own, so that no approval pays for the one before it."""
        return Asker(self.stack, self.person, self.outside.url)

    def timed(self, asker: Asker) -> Times:
        """One approval, given once the machine waits and the outbox is empty."""
        mark, asked_at, asked = f"bench_{next(MARKS)}", time.time(), time.perf_counter()
        approval_id, digest = self.ask(asker, mark)
        listed = self.listed(approval_id)
        shown = self.ear.wait(lambda frame: _is(frame, approval_id), f"{mark} on the socket")
        waiting = until(lambda: self._token_at(approval_id), what="the machine's wait")
        until(self._is_carried, what="the mail")
        decided = time.perf_counter()
        settled = self.approve(approval_id, digest)
        executed = self._arrived(mark)
        until(self._is_carried, what="the outbox")
        return Times(
            shown=1000 * (shown - asked),
            listed=1000 * (listed - asked),
            waiting=1000 * (waiting - asked_at),
            executed=1000 * (executed - decided),
            settled=1000 * (settled - decided),
        )

    def ask(self, asker: Asker, mark: str) -> tuple[str, str]:
        """Id and digest, as an agent gets them. Raises Failed."""
        answer = asker.ask(mark)
        if answer["status"] != "approval_required":
            raise Failed(f"asking: {answer}")
        return answer["approval_id"], answer["interrupt"]["metadata"]["digest"]

    def listed(self, approval_id: str) -> float:
        """When the list had been read, with it in there. Raises Failed."""
        answer = self.person.rest("GET", "/api/v1/approvals")
        at = time.perf_counter()
        if approval_id not in [one["approval_id"] for one in answer.body["items"]]:
            raise Failed(f"the list has no {approval_id}")
        return at

    def approve(self, approval_id: str, digest: str) -> float:
        """When the socket told that it is settled. Raises Failed, Unheard."""
        verdict = {"verdict": "approve", "digest": digest}
        answer = self.person.rest("POST", f"/api/v1/approvals/{approval_id}/decide", verdict)
        if answer.status != 200:
            raise Failed(f"deciding: {answer.status} {answer.body}")
        return self.ear.wait(
            lambda frame: _is(frame, approval_id) and bool(frame["approval"].get("settled_at")),
            f"the settling of {approval_id}",
        )

    def _arrived(self, mark: str) -> float:
        """Raises Failed unless exactly one request came."""
        places = [n for n, found in enumerate(self.outside.marks()) if found == mark]
        if len(places) != 1:
            raise Failed(f"{len(places)} requests for one approval")
        return self.outside.at[places[0]]

    def _token_at(self, approval_id: str) -> float:
        pk = Keys(self.tenant).approval(approval_id)["pk"]
        found = next(iter(Items(APPROVALS).every(pk, begins="TOKEN#")), None)
        return datetime.fromisoformat(found["stored_at"]).timestamp() if found else 0.0

    def _is_carried(self) -> bool:
        return not list(Items(LEDGER).query(Keys(self.tenant).outbox("any")["pk"], limit=1).items)


@contextmanager
def open_approver(stack: Json, outside: Outside) -> Iterator[Approver]:
    person = Person(stack)
    with open_ear(person) as ear:
        yield Approver(stack, person, outside, ear)


def _is(frame: dict[str, Any], approval_id: str) -> bool:
    return bool(frame["kind"] == "approval" and frame["approval"]["approval_id"] == approval_id)
