"""A drafted deliverable of the customer's coach, and what becomes of it, from the tests' side."""

import json
import time
from typing import Any

from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import AGENTS, APPROVALS, LEDGER
from greenlight.deliverables import changes
from greenlight.deliverables.ids import stable
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.denials import page
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id

from functions.executor.app import deliver, executor
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller

EXACT = {"ok": True, "exact": "POST /x", "exact_sha256": "", "target": "POST https://example.com/x"}


def drafted(**fields: Any) -> Deliverable:
    """One post, and the goal run that waits for it."""
    deliverable_id, run_id = new_id("dlv"), stable("grn", 1_800_000_000, new_id("gol"))
    said = {
        "deliverable_id": deliverable_id, "tenant_id": TENANT, "user_id": CUSTOMER, "agent_id": AGENT,
        "agent_type_id": "coach.v1", "type_version": 1, "goal_id": "gol_1", "goal_run_id": run_id, "kind": "post",
        "title": "A post", "tool": "notes.publish", "verb": "publish", "arguments": {"text": "hello"},
        "content": {"language": "en"}, "suggested_at": 0, "correlation_id": f"cor_{deliverable_id}", **fields,
    }  # fmt: skip
    Items(AGENTS).put({**Keys(TENANT).goal_run(run_id), "goal_run_id": run_id, "open_deliverables": 1})
    commit(changes.drafting(said))
    return stands(deliverable_id)


def previews(cloud: Cloud) -> None:
    cloud.functions["greenlight-test-preview"] = lambda _: EXACT


def stands(deliverable_id: str) -> Deliverable:
    return Deliverables(TENANT).get(deliverable_id)


def ask_deliver(op: str, one: Deliverable, **more: Any) -> Any:
    return deliver({"op": op, "tenant_id": TENANT, "deliverable_id": one.deliverable_id, **more}, None)


def opened(**fields: Any) -> tuple[Deliverable, Record]:
    answer = ask_deliver("open", drafted(**fields))
    assert answer["status"] == "pending_review", answer
    record = Approvals(TENANT).get(answer["approval_id"])
    return stands(record.deliverable_id), record


def act(one: Deliverable, approval_id: str) -> Any:
    more = {
        "approval_id": approval_id, "actor": f"user:{CUSTOMER}", "correlation_id": acted(one),
    }  # fmt: skip
    return ask_deliver("act", one, **more)


def acted(one: Deliverable) -> str:
    """The correlation id of the requests that act."""
    return f"cor_act_{one.deliverable_id}"


def said(record: Record, verdict: str, **more: Any) -> Deliverable:
    judged(caller(), record.approval_id, Decision(verdict, record.digest, **more), Door("rest"))
    return stands(record.deliverable_id)


def settle(record: Record) -> Any:
    return executor({"op": "settle", "tenant_id": TENANT, "approval_id": record.approval_id}, None)


def waits_for(one: Record | Deliverable) -> int:
    found = Items(AGENTS).get(Keys(TENANT).goal_run(stands(one.deliverable_id).goal_run_id))
    return int(found["open_deliverables"]) if found else -1


def denials(correlation_id: str) -> list[tuple[str, str]]:
    return [(one["rule"], one["stage"]) for one in page(TENANT, correlation_id=correlation_id)[0]]


def outbox(kind: str, naming: str) -> list[Any]:
    """The bodies of the rows of this kind that name this id."""
    pk = Keys(TENANT).outbox("any")["pk"]
    rows = [row for row in Items(LEDGER).every(pk) if row["kind"] == kind and naming in row["body"]]
    return [json.loads(row["body"]) for row in rows]


def in_an_hour() -> int:
    return int(time.time()) + 3600


def kill(agent_id: str) -> None:
    key = Keys(TENANT).controls()
    Items(APPROVALS).put(
        {**key, "kill_agents": {agent_id: "stop"}, "kill_tools": {}, "version": 1, "revision": 1}
    )
