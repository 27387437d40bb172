"""An account in memory, and a world in which one approval waits: a clock to turn, people to decide."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from greenlight.approvals.digests import action_digest, sha256
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.declare import APPROVALS, LEDGER
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from tests.standins.cloud import open_cloud
from tests.standins.fixtures import account

__all__ = ["account"]
TENANT, OWNER = "acmehealth", "usr_customer"


@dataclass
class World:
    """One tenant; `now` is what its clock says, in epoch seconds."""

    now: float = 1_800_000_000.0
    approvals: Approvals = field(init=False)

    def __post_init__(self) -> None:
        self.approvals = Approvals(TENANT, self.clock)

    def clock(self) -> float:
        return self.now

    def person(self, user_id: str = OWNER, *roles: str, **more: Any) -> Caller:
        return Caller(more.pop("tenant_id", TENANT), user_id, frozenset(roles or {"customer"}), **more)

    def ask(self, **changes: Any) -> Record:
        """A pending write of the owner's coach, unless told otherwise."""
        arguments = changes.pop("arguments", {"text": "hello"})
        bound = {"tenant_id": TENANT, "tool": "notes.create", "target": "notes.create"}
        exact = "notes.create " + str(arguments)
        fields = {
            "approval_id": new_id("apr"), "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
            "agent_name": "Coach", "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1,
            "call_id": "call_1", "correlation_id": "cor_1", "tool": "notes.create", "effect": "write", "verb": "",
            "risk": "low", "title": "Coach wants to write", "arguments": arguments, "bound": bound,
            "digest": action_digest(bound, arguments), "exact": exact, "exact_sha256": sha256(exact),
            "target": "notes.create", "mode": "live", "policy": {}, "status": "pending", "created_at": "",
            "expires_at": int(self.now) + 3600, "remind_at": int(self.now) + 900, "escalate_at": 0,
            "always_ask": False, "assignees": [OWNER, "role.approver"], "people": 1, "fresh_login": False,
            "votes": 0, "standing_id": "", "note": "",
        }  # fmt: skip
        return self.approvals.ask(fields | changes)

    def outbox(self, kind: str) -> list[dict[str, Any]]:
        rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"], begins="OUT#")
        return [row for row in rows if row["kind"] == kind]

    def consume(self, writes: Any) -> bool:
        from greenlight.items import ConditionFailed, commit

        try:
            commit(writes)
        except ConditionFailed:
            return False
        return True

    def controls(self, **switches: Any) -> None:
        Items(APPROVALS).put({**Keys(TENANT).controls(), "revision": 1, **switches})

    def lift(self) -> None:
        Items(APPROVALS).delete(Keys(TENANT).controls())


@pytest.fixture
def world(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with open_cloud():
        made = World()
        yield made
        made.lift()
