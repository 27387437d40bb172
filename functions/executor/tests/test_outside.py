"""What goes outside, from the executor's side: by ids alone, and told as what came of it."""

import json
from typing import Any

import pytest
from greenlight.approvals.store import Approvals
from greenlight.items import Item

from functions.executor.once import StillRunning
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT

from .asked import asked, park, settle, stored_call, verdict


def test_what_goes_outside_is_for_effects_alone_and_by_ids_alone(cloud: Cloud, run: Item) -> None:
    sent: list[Any] = []

    def effects(body: dict[str, Any]) -> dict[str, Any]:
        sent.append(body)
        return {"ok": True, "effect": {"status": "confirmed", "result": {"status_code": 201}}}

    exact = {"ok": True, "exact": "POST /x", "exact_sha256": "", "target": "POST https://example.com/x"}
    cloud.functions["greenlight-test-preview"] = lambda _: exact
    cloud.functions["greenlight-test-effects"] = effects
    record = asked(run, "notes__publish")
    assert (record.exact, record.target) == ("POST /x", "POST https://example.com/x")
    park(run)
    verdict(record, "approve")
    settle(record)
    assert sent == [{"op": "execute", "tenant_id": TENANT, "approval_id": record.approval_id}]
    assert json.loads(stored_call(run)["answer"])["result"] == {"status_code": 201}


@pytest.mark.parametrize("status", ["unknown", "needs_person", "failed", "not_sent"])
def test_an_outcome_that_is_no_success_is_told_as_what_it_is(cloud: Cloud, run: Item, status: str) -> None:
    cloud.functions["greenlight-test-preview"] = lambda _: {"ok": True, "exact": "x", "target": "t"}
    cloud.functions["greenlight-test-effects"] = lambda _: {
        "ok": True,
        "effect": {"status": status, "detail": "why"},
    }
    record = verdict(asked(run, "notes__publish"), "approve")
    settle(record)
    assert json.loads(stored_call(run)["answer"]) == {"status": status, "detail": "why"}


def test_effects_that_die_are_asked_again(cloud: Cloud, run: Item) -> None:
    """Their ledger knows what was done; whoever settles may come back as often as he likes."""
    cloud.functions["greenlight-test-preview"] = lambda _: {"ok": True, "exact": "x", "target": "t"}
    cloud.failing["greenlight-test-effects"] = "Runtime.ExitError"
    record = verdict(asked(run, "notes__publish"), "approve")
    with pytest.raises(StillRunning):
        settle(record)
    assert not Approvals(TENANT).get(record.approval_id).settled_at
