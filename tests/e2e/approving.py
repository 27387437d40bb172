"""Asking for approvals at the deployed stack as an agent would: a run of the customer's, its token, the executor."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from greenlight import aws
from greenlight.agents import first_hired
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.declare import AGENTS, APPROVALS, LEDGER, Table
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import Keys, new_id
from greenlight.threads.lifecycle import claims_of
from greenlight.threads.records import Wanted, utc
from greenlight.threads.runs import Runs
from greenlight.tokens import sign_run

from .people import Answer, Json, Person

SWEEPERS = ("approval_sweep", "reconcile", "outbox_sweep", "sweep")


@dataclass
class Asker:
    """A run of the customer's coach that its agent has claimed, and that asks for things to be posted."""

    stack: Mapping[str, Any]
    owner: Person
    receiver: str
    run: Item = field(init=False)
    tenant: str = field(init=False)

    def __post_init__(self) -> None:
        me = self.owner.me()
        self.tenant = me["tenant_id"]
        caller = Caller(self.tenant, me["user_id"], frozenset({"customer"}), correlation_id=new_id("cor"))
        runs = Runs(self.tenant)
        agent_id = first_hired(self.tenant, me["user_id"]).agent_id
        accepted = runs.submit(caller, Wanted("post them", new_id("req"), agent_id)).run
        self.run = runs.claim(accepted, "inv_test", int(time.time()) + 800, "none")
        self.token = sign_run(claims_of(self.run))
        key = Keys(self.tenant).agent(me["user_id"], agent_id)
        Items(AGENTS).update(key, "SET rate_limit_rpm = :many", values={":many": 100_000})

    def ask(self, mark: str, **arguments: Any) -> Json:
        """The executor's answer to one external call; `mark` is its path, and what is received shows it."""
        wanted = {
            "url": f"{self.receiver}/{mark}",
            "method": "POST",
            "headers": None,
            "body": mark,
            **arguments,
        }
        return self.execute("web.http_call", wanted, f"{self.run['run_id']}.1.{mark}")

    def execute(self, tool: str, arguments: Json, call_id: str) -> Json:
        said: Json = invoke("executor", {
            "run_token": self.token, "run_id": self.run["run_id"], "call_id": call_id, "tool": tool,
            "arguments": arguments,
        })  # fmt: skip
        return said

    def asked(self, mark: str, **arguments: Any) -> Record:
        answer = self.ask(mark, **arguments)
        assert answer["status"] == "approval_required", answer
        return self.record(answer["approval_id"])

    def record(self, approval_id: str) -> Record:
        return Approvals(self.tenant).get(approval_id)

    def settled(self, approval_id: str) -> bool:
        return bool(self.record(approval_id).settled_at)

    def decide(self, record: Record, verdict: str, who: Person | None = None, **more: Any) -> Answer:
        body = {"verdict": verdict, "digest": record.digest, **more}
        return (who or self.owner).rest("POST", f"/api/v1/approvals/{record.approval_id}/decide", body)

    def effects(self, approval_id: str) -> list[Item]:
        pk = Keys(self.tenant).approval(approval_id)["pk"]
        return list(Items(APPROVALS).every(pk, begins="EFFECT#"))


def invoke(function: str, body: Any) -> Any:
    """As root, straight at a Lambda; its fault is a fault here."""
    reply = aws.client("lambda", read_timeout=60, attempts=1).invoke(
        FunctionName=aws.function_name(function), Payload=json.dumps(body).encode()
    )
    said = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"{function}: {said.get('errorType')}: {said.get('errorMessage')}")
    return said


def hasten(tenant: str, *approval_ids: str) -> None:
    """Makes the sweepers' moment come now: what is due in a minute is due, and so is what the stream should bring."""
    for approval_id in approval_ids:
        _due_now(APPROVALS, Keys(tenant).approval(approval_id)["pk"])
    _due_now(LEDGER, Keys(tenant).outbox("any")["pk"])


def _due_now(table: Table, pk: str) -> None:
    items = Items(table)
    for item in items.every(pk):
        if "gsi2pk" in item:
            with suppress(ConditionFailed):
                items.update({"pk": item["pk"], "sk": item["sk"]}, "SET gsi2sk = :now",
                             condition="attribute_exists(gsi2pk)", values={":now": utc()})  # fmt: skip


def sweep() -> bool:
    """All sweepers, once, as their schedules would; True when all came to their end."""
    for name in SWEEPERS:
        invoke(name, {"version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "account": "",
                      "time": "", "region": "", "resources": [], "id": "", "detail": {}})  # fmt: skip
    return True
