"""Deliverables drafted, asked about and carried out by the real code; the outside is a receiver on loopback."""

import json
import time
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from greenlight.declare import AGENTS, APPROVALS, LEDGER
from greenlight.deliverables.records import Deliverable
from greenlight.denials import page
from greenlight.errors import Refused
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id

from functions.deliverables.app import handler
from functions.effects.adapters.http_call import HttpCall
from functions.effects.effect import view
from functions.effects.errors import StillRunning
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.preview import preview
from functions.effects.store import Ledger
from functions.executor.app import deliver
from functions.executor.once import StillRunning as Busy
from functions.executor.tests.drafted import drafted, opened, said, stands
from tests.standins.cloud import Cloud
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import AGENT, CUSTOMER, TENANT
from tests.standins.receiver import Receiver

ALL = "/api/v1/deliverables"
TOOL = "notes.http_call"
Json = dict[str, Any]


@dataclass
class Stage:
    """`health` is what a look at the connection says; `probed` how often there was one."""

    cloud: Cloud
    receiver: Receiver
    health: str = "connected"
    probed: int = 0
    acted: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.adapter = HttpCall(self.receiver.address)
        self.cloud.functions |= {
            "greenlight-test-deliver": self._deliver,
            "greenlight-test-effects": self._effects,
            "greenlight-test-preview": lambda body: preview(body, {TOOL: self.adapter}),
        }

    def _deliver(self, body: Json) -> Any:
        if body["op"] == "act":
            self.acted.append(body)
        try:
            return deliver(body, None)
        except Busy:
            return {"errorType": "StillRunning"}

    def _effects(self, body: Json) -> Any:
        if body["op"] == "probe":
            self.probed += 1
            return {"ok": self.health == "connected", "health": self.health, "detail": ""}
        ports = Ports(Ledger(body["tenant_id"], time.time), {TOOL: self.adapter}, time.time, token_hex(8))
        try:
            return {"ok": True, "effect": view(execute(body["approval_id"], ports))}
        except StillRunning:
            return {"errorType": "StillRunning"}
        except Refused as refused:
            rule = str(refused.extra.get("rule", "approval"))
            return {"ok": False, "effect": {"status": "refused", "rule": rule, "detail": refused.detail}}

    def draft(self, path: str = "/orders", **fields: Any) -> Json:
        """The fields of a post that goes to the receiver."""
        arguments = {"url": f"{self.receiver.url}{path}", "method": "POST", "body": "one"}
        run_id = goal_run(status="running", open_deliverables=1)
        return {"tool": TOOL, "verb": "send", "arguments": arguments, "goal_run_id": run_id, **fields}

    def drafted(self, **fields: Any) -> Deliverable:
        return drafted(**self.draft(**fields))

    def opened(self, **fields: Any) -> Deliverable:
        return opened(**self.draft(**fields))[0]

    def approved(self, **fields: Any) -> Deliverable:
        _, record = opened(**self.draft(**fields))
        return said(record, "approve")

    def scheduled(self, **fields: Any) -> Deliverable:
        """Due in an hour."""
        return self.approved(**{"suggested_at": int(time.time()) + 3600, **fields})

    def sent(self) -> list[bytes]:
        return [request.raw for request in self.receiver.requests]

    def kill(self, agent_id: str) -> None:
        switches = {"kill_agents": {agent_id: "stop"}, "kill_tools": {}, "version": 1, "revision": 1}
        Items(APPROVALS).put({**Keys(TENANT).controls(), **switches})


def goal_run(**fields: Any) -> str:
    """A run of the customer's goal, as its machine leaves it."""
    run_id = new_id("grn")
    run = {
        "goal_run_id": run_id, "tenant_id": TENANT, "user_id": CUSTOMER, "agent_id": AGENT, "status": "succeeded",
        "trigger": "schedule", "correlation_id": "cor_1", "open_deliverables": 0, **fields,
    }  # fmt: skip
    Items(AGENTS).put({**Keys(TENANT).goal_run(run_id), **run})
    return run_id


def ask(method: str, url: str, body: Any = None, **more: Any) -> Said:
    return asked(handler, method, f"{ALL}{url}", body, **more)


def change(one: Deliverable, **fields: Any) -> Deliverable:
    """Somebody with his hands in the table, or time that has passed."""
    Items(AGENTS).update(
        Keys(TENANT).deliverable(one.deliverable_id), "SET " + ", ".join(f"#{n} = :{n}" for n in fields),
        values={f":{n}": v for n, v in fields.items()}, names={f"#{n}": n for n in fields},
    )  # fmt: skip
    return stands(one.deliverable_id)


def change_approval(one: Deliverable, **fields: Any) -> None:
    Items(APPROVALS).update(
        Keys(TENANT).approval(one.approval_id), "SET " + ", ".join(f"#{n} = :{n}" for n in fields),
        values={f":{n}": v for n, v in fields.items()}, names={f"#{n}": n for n in fields},
    )  # fmt: skip


def row(one: Deliverable) -> Item:
    return Items(AGENTS).get(Keys(TENANT).deliverable(one.deliverable_id)) or {}


def approval(one: Deliverable) -> Item:
    return Items(APPROVALS).get(Keys(TENANT).approval(one.approval_id)) or {}


def rows(kind: str, naming: str) -> list[Json]:
    """The bodies of the outbox rows of this kind that name this id."""
    every = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    return [json.loads(item["body"]) for item in every if item["kind"] == kind and naming in item["body"]]


def notices(one: Deliverable) -> list[str]:
    """The mails about it that ask for nothing, by template."""
    return [m["template"] for m in rows("mail", one.approval_id) if m["template"].startswith("deliverable_")]


def denied(correlation_id: str) -> list[tuple[str, str, str]]:
    """Rule, stage and actor of each denial under this correlation id."""
    found, _ = page(TENANT, correlation_id=correlation_id)
    return [(one["rule"], one["stage"], one["actor"]) for one in found]


def trail(one: Deliverable) -> list[str]:
    """What the audit trail says of it, in order."""
    every = Items(LEDGER).query(Keys(TENANT).audit_of(one.correlation_id), index=1).items
    return [item["what"] for item in every if item["subject"] == one.deliverable_id]
