"""How a run ends: told once, marked where it could not go on, and what a failing neighbour leaves."""

from contextlib import suppress
from typing import Any

import pytest
from greenlight.declare import LEDGER
from greenlight.items import Items

from functions.goal_run import app
from functions.goal_run.errors import ModelUnavailable, NoAnswer
from functions.goal_run.model import json_model
from functions.goal_run.notify import outcome
from functions.goal_run.tests.conftest import (
    MAYA,
    OWNER,
    TENANT,
    again,
    bus,
    hire,
    outbox,
    play,
    run_of,
    spent,
)
from functions.goal_run.tests.server import ModelServer
from functions.goal_run.tests.test_marketing import REFS
from tests.standins.cloud import Cloud


def ids(run: Any) -> dict[str, Any]:
    return {"tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id}


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ({"opened": 2, "refused": 0, "denied": 0}, "succeeded"),
        ({"opened": 2, "refused": 1, "denied": 0}, "partial"),
        ({"opened": 2, "refused": 0, "denied": 1}, "partial"),
        ({"opened": 0, "refused": 0, "denied": 2}, "failed"),
        ({}, "failed"),
    ],
)
def test_a_run_is_as_good_as_what_a_person_can_review(counts: dict[str, int], status: str) -> None:
    assert outcome(counts) == status


def test_its_owner_is_told_how_many_and_nothing_of_what_they_say(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS})
    run = play(run_of("weekly_multichannel_batch"))
    facts = {
        "agent": "Maya",
        "goal": "Weekly multichannel posting batch",
        "count": 2,
        "reference": run.goal_run_id,
    }
    assert outbox("mail") == [{"template": "deliverables_ready", "to": [OWNER], "facts": facts}]
    told = outbox("event")[0]
    assert (told["type"], told["subject"]) == ("greenlight.deliverables.ready.v1", run.goal_run_id)
    assert told["data"] == {
        "user_id": OWNER, "agent_id": MAYA, "goal_id": run.goal_id, "goal_run_id": run.goal_run_id,
        "group_id": run.group_id, "deliverable_ids": list(run.deliverable_ids), "status": "succeeded",
        "correlation_id": "cor_1",
    }  # fmt: skip


def test_a_run_that_is_stuck_says_at_what_and_only_once(world: Cloud) -> None:
    hire()
    run = run_of("weekly_multichannel_batch")
    for _ in range(2):
        app.goal_cleanup({**ids(run), "error": "KeyError"}, None)
    assert (again(run).status, again(run).detail) == ("failed", "A step failed: KeyError.")
    stuck = list(Items(LEDGER).every(f"TENANT#{TENANT}#CORRELATION#cor_1", index=1))
    assert [one["what"] for one in stuck].count("goal_run.stuck") == 1


def test_the_clean_up_of_a_run_that_is_not_there_ends_well(world: Cloud) -> None:
    gone = {"tenant_id": TENANT, "goal_run_id": "grn_01M7Q5CQG0K45NV7GR1TAGDXDJ", "correlation_id": "cor_1"}
    assert app.goal_cleanup({**gone, "error": "NotFound"}, None) is None


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_model_that_is_down_is_for_the_machine_to_ask_again(
    status: int, world: Cloud, model: ModelServer
) -> None:  # fmt: skip
    hire()
    run = run_of("weekly_multichannel_batch")
    app.goal_enforce(ids(run), None)
    model.script = [status]
    with pytest.raises(ModelUnavailable):
        app.goal_draft({**ids(run), "item": "canonical"}, None)
    assert spent()["held"] == 0
    assert app.goal_draft({**ids(run), "item": "canonical"}, None) == {"item": "canonical", "ok": True}


@pytest.mark.parametrize(("status", "costs"), [(429, False), (400, False), (500, True)])
def test_only_a_model_that_may_have_worked_is_paid(
    status: int, costs: bool, world: Cloud, model: ModelServer
) -> None:  # fmt: skip
    """Else an outage, asked again and again, would use up the budgets of all who are hired for a month."""
    hire()
    run = run_of("weekly_multichannel_batch")
    app.goal_enforce(ids(run), None)
    model.script = [status]
    with suppress(ModelUnavailable):
        app.goal_draft({**ids(run), "item": "canonical"}, None)
    assert (spent()["spent"] > 0, spent()["held"]) == (costs, 0)


def test_a_model_that_is_not_there_costs_nothing(
    world: Cloud, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    hire()
    run = run_of("weekly_multichannel_batch")
    app.goal_enforce(ids(run), None)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    json_model.cache_clear()
    with pytest.raises(ModelUnavailable):
        app.goal_draft({**ids(run), "item": "canonical"}, None)
    assert (spent()["spent"], spent()["committed"], spent()["held"]) == (0, 0, 0)
    assert model.requests == []


@pytest.mark.parametrize("status", [401, 404])
def test_a_model_that_does_not_know_us_fails_the_run_and_costs_nothing(
    status: int, world: Cloud, model: ModelServer
) -> None:  # fmt: skip
    hire()
    model.script = [status]
    run = play(run_of("weekly_multichannel_batch"))
    assert (run.status, {one["problems"][0]["rule"] for one in run.refused}) == ("failed", {"model"})
    assert spent()["spent"] == 0
    assert len(model.requests) == 1


def test_a_bus_that_does_not_answer_is_asked_again_and_nothing_is_written(
    world: Cloud, model: ModelServer
) -> None:
    hire()
    run = run_of("weekly_multichannel_batch")
    step = app.goal_enforce(ids(run), None)
    app.goal_draft({**ids(run), "item": "canonical"}, None)
    world.failing["greenlight-test-deliver"] = "Timeout"
    with pytest.raises(NoAnswer):
        app.goal_draft(step["items"][0], None)
    world.failing.clear()
    app.goal_draft(step["items"][0], None)
    assert [one["op"] for one in bus(world).asked] == ["judge"]


def test_an_item_that_nobody_drafted_counts_as_refused(world: Cloud, model: ModelServer) -> None:
    """As after a fault that asking again did not help: the machine gives the item up and goes on."""
    hire(config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS})
    run = run_of("weekly_multichannel_batch")
    step = app.goal_enforce(ids(run), None)
    app.goal_draft({**ids(run), "item": "canonical"}, None)
    app.goal_draft(step["items"][0], None)
    for name in ("goal_store", "goal_open", "goal_notify"):
        getattr(app, name)(ids(run), None)
    assert (again(run).status, [one["problems"][0]["rule"] for one in again(run).refused]) == (
        "partial",
        ["fault"],
    )


def test_an_agent_that_is_paused_after_its_drafts_were_opened_leaves_a_run_that_ended_well(
    world: Cloud, model: ModelServer
) -> None:
    hire(config={"platforms_enabled": ["mastodon"], "platform_credentials": REFS})
    run = run_of("weekly_multichannel_batch")
    step = app.goal_enforce(ids(run), None)
    for event in ({**ids(run), "item": "canonical"}, *step["items"]):
        app.goal_draft(event, None)
    app.goal_store(ids(run), None)
    app.goal_open(ids(run), None)
    hire(status="paused")
    assert app.goal_notify(ids(run), None)["status"] == "succeeded"
