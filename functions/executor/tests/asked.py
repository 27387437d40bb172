"""A call that a person is asked about, and what happens to it, from the tests' side."""

from typing import Any

from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.threads.runs import Runs

from functions.executor.app import executor
from tests.standins.platform import TENANT, caller, token_for

from .test_execute import ask


def asked(run: Item, tool: str = "notes__wipe", call_id: str = "call_1", **more: Any) -> Record:
    answer = ask(run, tool, call_id, **more)
    assert answer["status"] == "approval_required", answer
    return Approvals(TENANT).get(answer["approval_id"])


def verdict(record: Record, said: str, **more: Any) -> Record:
    decision = Decision(said, record.digest, **more)
    return judged(caller(), record.approval_id, decision, Door("rest"))[0]


def settle(record: Record) -> Any:
    return executor({"op": "settle", "tenant_id": TENANT, "approval_id": record.approval_id}, None)


def park(run: Item, **more: Any) -> Any:
    return executor({"op": "park", "run_token": token_for(run), "run_id": run["run_id"], **more}, None)


def review(run: Item, kind: str, arguments: dict[str, Any], **changes: Any) -> Any:
    token = token_for(run, **changes)
    return executor(
        {"op": "review", "run_token": token, "run_id": run["run_id"], "kind": kind, "arguments": arguments},
        None,
    )


def now(run: Item) -> Item:
    return Runs(TENANT).run(run["thread_id"], run["run_id"])


def stored_call(run: Item, call_id: str = "call_1") -> Item:
    found = Items(THREADS).get(Runs(TENANT).keys.call(run["thread_id"], call_id))
    assert found
    return found
