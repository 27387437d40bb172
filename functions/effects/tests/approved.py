"""Approvals of web requests, as the gate would have stored them, and the real code that carries them out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from greenlight.approvals.digests import action_digest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS, LEDGER
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id

from functions.effects.adapters.http_call import HttpCall
from functions.effects.adapters.protocol import Outcome, Prepared, Secret
from functions.effects.effect import Effect
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.preview import preview
from functions.effects.store import Ledger
from tests.standins.receiver import Receiver

TENANT, OWNER, TOOL = "acmehealth", "usr_customer", "web.http_call"
BEGIN = 1_800_000_000.0


class Killed(BaseException):
    """What kill -9 is to a worker: nothing of it runs on."""


@dataclass
class Clock:
    """The ledger's; the wire itself goes by the real one."""

    now: float = BEGIN

    def __call__(self) -> float:
        return self.now


class Post(HttpCall):
    """The real adapter; `dies` before the request goes, or after it went, and `says` speaks instead of the network."""

    def __init__(self, stand_in: str) -> None:
        super().__init__(stand_in)
        self.dies = ""
        self.says: Outcome | None = None
        self.looked_up: list[Prepared] = []
        self.knows: Outcome | None = None

    def stage(self, prepared: Prepared, _secret: Secret, _deadline: float, /) -> Prepared | Outcome:
        if self.dies == "staging":
            raise Killed
        return prepared

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        import time

        if self.dies == "sending":
            raise Killed
        outcome = self.says or super().send(prepared, time.time() + 5)
        if self.dies == "sent":
            raise Killed
        return outcome

    def reconcile(self, prepared: Prepared, _secret: Secret, _deadline: float, /) -> Outcome | None:
        self.looked_up.append(prepared)
        return self.knows


@dataclass
class Desk:
    """One tenant's approvals of requests to one receiver."""

    receiver: Receiver
    clock: Clock = field(default_factory=Clock)
    adapter: Post = field(init=False)

    def __post_init__(self) -> None:
        self.adapter = Post(self.receiver.address)
        Items(APPROVALS).delete(Keys(TENANT).controls())

    def approve(self, path: str = "/orders", **changes: Any) -> Record:
        """A person said yes to this POST."""
        approval_id = new_id("apr")
        arguments = changes.pop(
            "arguments", {"url": f"{self.receiver.url}{path}", "method": "POST", "body": "one"}
        )
        asked = {"tool": TOOL, "arguments": arguments, "approval_id": approval_id}
        shown = preview(asked, {TOOL: self.adapter})
        mode = changes.get("mode", "live")
        bound = {
            "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach", "tool": TOOL, "target": shown["target"],
            "mode": mode, **changes.pop("bound", {}),
        }  # fmt: skip
        fields = {
            "approval_id": approval_id, "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
            "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1, "call_id": "call_1",
            "correlation_id": "cor_1", "tool": TOOL, "effect": "external", "verb": "send", "arguments": arguments,
            "bound": bound, "digest": action_digest(bound, arguments), "exact": shown["exact"],
            "exact_sha256": shown["exact_sha256"], "target": shown["target"], "mode": mode, "status": "approved",
            "expires_at": int(BEGIN) + 3600, "remind_at": 0, "escalate_at": 0, "assignees": [OWNER], "policy": {},
        }  # fmt: skip
        return Approvals(TENANT, self.clock).ask(fields | changes)

    def ports(self, by: str = "one", tenant_id: str = TENANT) -> Ports:
        return Ports(Ledger(tenant_id, self.clock), {TOOL: self.adapter}, self.clock, by)

    def execute(self, record: Record, by: str = "one", **more: Any) -> Effect:
        return execute(record.approval_id, replace(self.ports(by), **more))

    def change(self, record: Record, **fields: Any) -> None:
        """Somebody with his hands in the table."""
        stored = {n: json.dumps(v) if n in {"arguments", "bound"} else v for n, v in fields.items()}
        Items(APPROVALS).update(
            Keys(TENANT).approval(record.approval_id), "SET " + ", ".join(f"#{n} = :{n}" for n in stored),
            values={f":{n}": v for n, v in stored.items()}, names={f"#{n}": n for n in stored},
        )  # fmt: skip

    @contextmanager
    def unreadable(self, record: Record) -> Iterator[None]:
        """As long as this lasts, its effect's row does not say when it was sent."""
        key = Keys(TENANT).effect(record.approval_id, 1)
        before = Items(APPROVALS).update(key, "SET dispatched_at = :odd", values={":odd": "?"})
        try:
            yield
        finally:
            Items(APPROVALS).delete({name: before[name] for name in key})

    def controls(self, **switches: Any) -> None:
        Items(APPROVALS).put({**Keys(TENANT).controls(), "revision": 1, **switches})

    def effects(self, record: Record) -> list[Item]:
        pk = Keys(TENANT).approval(record.approval_id)["pk"]
        return list(Items(APPROVALS).every(pk, begins="EFFECT#"))

    def statuses(self, record: Record) -> list[str]:
        return [effect["status"] for effect in self.effects(record)]

    def sent(self) -> list[bytes]:
        return [request.raw for request in self.receiver.requests]

    def letters(self, record: Record) -> list[Mapping[str, Any]]:
        rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"], begins="OUT#")
        bodies = [json.loads(row["body"]) for row in rows if row["kind"] == "mail"]
        unclear = [b for b in bodies if b["template"] == "approval_needs_person"]
        return [b for b in unclear if b["approval_id"] == record.approval_id]

    def events(self, record: Record) -> list[Mapping[str, Any]]:
        rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"], begins="OUT#")
        bodies = [json.loads(row["body"]) for row in rows if row["kind"] == "event"]
        settled = "greenlight.effect.settled.v1"
        return [b for b in bodies if b["type"] == settled and b["subject"] == record.approval_id]
