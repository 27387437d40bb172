"""Whether a run may go on: by today's table, counted once, and each denial kept."""

from typing import Any

import pytest
from greenlight.approvals import controls
from greenlight.declare import AGENTS, APPROVALS, LEDGER
from greenlight.items import Items

from functions.goal_run.app import goal_enforce
from functions.goal_run.tests.conftest import KNOWN, MAYA, OWNER, TARA, TENANT, again, denials, hire, run_of
from tests.standins.cloud import Cloud

ACTIVE = {"status": "active", "ends_at": 4_000_000_000}


def enforced(run: Any) -> dict[str, Any]:
    given = {"tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id}
    answer: dict[str, Any] = goal_enforce(given, None)
    return answer


def denied_by(run: Any) -> str:
    assert enforced(run) == {
        "tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": "cor_1", "next": "over", "items": [],
    }  # fmt: skip
    assert again(run).status == "denied"
    found = [one for one in denials() if one["subject"] == run.goal_run_id]
    assert [(one["rule"], one["stage"], one["correlation_id"]) for one in found] == [
        (again(run).rule, "draft", "cor_1")
    ]
    return again(run).rule


@pytest.fixture(autouse=True)
def _no_controls(world: Cloud) -> None:
    Items(APPROVALS).delete(KNOWN.controls())


def test_a_run_that_may_go_on_is_told_its_items_in_ids(world: Cloud) -> None:
    hire()
    run = run_of("weekly_multichannel_batch")
    answer = enforced(run)
    assert answer["next"] == "compose"
    ids = {"tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": "cor_1"}
    assert answer["items"] == [{**ids, "item": "mastodon"}, {**ids, "item": "instagram"}]
    assert (again(run).status, again(run).items) == ("running", ("mastodon", "instagram"))


def test_a_trade_is_not_composed(world: Cloud) -> None:
    hire(TARA)
    assert enforced(run_of("trade_intent_draft", TARA))["next"] == "draft"


def test_a_kill_switch_stops_it(world: Cloud) -> None:
    hire()
    Items(APPROVALS).put({**KNOWN.controls(), "kill_agents": {MAYA: "Stop, please."}, "revision": 1})
    assert controls.load(TENANT).killed(MAYA, "")
    assert denied_by(run_of("weekly_multichannel_batch")) == "kill_switch"


@pytest.mark.parametrize("status", ["paused", "disabled"])
def test_an_agent_that_does_nothing_drafts_nothing(status: str, world: Cloud) -> None:
    hire(status=status)
    assert denied_by(run_of("weekly_multichannel_batch")) == "agent_status"


@pytest.mark.parametrize(
    "trial",
    [
        {"status": "expired"},
        {"status": "active"},
        {"status": "active", "ends_at": 1},
        {"status": "active", "ends_at": "2020-01-01T00:00:00Z"},
    ],
)
def test_a_trial_that_is_over_drafts_nothing(trial: dict[str, Any], world: Cloud) -> None:
    hire(trial=trial)
    assert denied_by(run_of("weekly_multichannel_batch")) == "trial"


def test_a_trial_covers_so_many_runs_and_each_counts_once(world: Cloud) -> None:
    hire(trial={**ACTIVE, "caps": {"goal_runs": 2}})
    first, second, third = (run_of("weekly_multichannel_batch") for _ in range(3))
    for run in (first, first, second):
        assert enforced(run)["next"] == "compose"
    assert denied_by(third) == "trial"
    counted = Items(LEDGER).get(KNOWN.trial(MAYA))
    assert counted is not None
    assert counted["goal_runs"] == 2


def test_a_trial_that_covers_no_runs_denies_the_first(world: Cloud) -> None:
    hire(trial={**ACTIVE, "caps": {"goal_runs": 0}})
    assert denied_by(run_of("weekly_multichannel_batch")) == "trial"


def test_a_budget_that_is_used_up_denies_posts_but_no_trades(world: Cloud) -> None:
    hire(budget_cents=0)
    hire(TARA, budget_cents=0)
    assert denied_by(run_of("weekly_multichannel_batch")) == "budget"
    assert enforced(run_of("trade_intent_draft", TARA))["next"] == "draft"


def test_a_goal_that_was_deleted_meanwhile_is_not_drafted(world: Cloud) -> None:
    hire()
    run = run_of("weekly_multichannel_batch")
    Items(AGENTS).delete(KNOWN.goal(OWNER, MAYA, run.goal_id))
    assert denied_by(run) == "goal"


def test_platforms_that_are_not_enabled_leave_nothing_to_draft(world: Cloud) -> None:
    hire()
    assert (
        denied_by(run_of("weekly_multichannel_batch", settings={"topic": "Teeth", "platforms": ["x"]}))
        == "settings"
    )


def test_a_run_stays_with_the_version_of_its_type(world: Cloud) -> None:
    hire()
    assert denied_by(run_of("weekly_multichannel_batch", type_version=7)) == "goal_run"


def test_a_run_that_is_over_stays_over(world: Cloud) -> None:
    hire()
    run = run_of("weekly_multichannel_batch")
    Items(AGENTS).update(
        KNOWN.goal_run(run.goal_run_id),
        "SET #status = :over",
        names={"#status": "status"},
        values={":over": "failed"},
    )
    assert enforced(run)["next"] == "over"
    assert denials() == []
