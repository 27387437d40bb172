"""An account in memory, goals as they are stored, and what came of firing them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from greenlight.declare import AGENTS, LEDGER
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys, new_id

from functions.goals import fire
from tests.standins.fixtures import account

from .engine import engine

__all__ = ["account", "engine"]
TENANT, USER = "acmehealth", "usr_customer"
MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:greenlight-test-goal_run"


@pytest.fixture
def goals(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Goals]:
    monkeypatch.setenv("GOAL_RUN_MACHINE", MACHINE)
    yield Goals(TENANT)
    for key in left():
        Items(AGENTS).delete(key)


def left() -> list[Item]:
    """Whatever a sweep may find of other tests."""
    return [
        {"pk": item["pk"], "sk": item["sk"]}
        for shard in range(4)
        for item in list(Items(AGENTS).every(f"DUE#{shard}", index=2))
    ]


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def stored(since: str = "2026-03-27T12:00Z", **changes: Any) -> Goal:
    """A daily goal of an agent of its own, at half past two in Berlin, whose slots count from `since`."""
    goal = Goal(
        goal_id=new_id("gol"), tenant_id=TENANT, user_id=USER, agent_id=new_id("agt"), agent_type_id="t.v1",
        type_version=1, goal_template_id="daily_micro_post", title="Tips", frequency="daily",
        timezone="Europe/Berlin", schedule={"time": "02:30", "weekday": "MON", "day": 1}, since=epoch(since),
    )  # fmt: skip
    made = replace(goal, **changes)
    agent_is(made, "active")
    commit(Goals(TENANT).writing(made, None))
    return now(made)


def agent_is(goal: Goal, status: str) -> None:
    Items(AGENTS).put({**Keys(TENANT).agent(goal.user_id, goal.agent_id), "status": status})


def now(goal: Goal) -> Goal:
    return Goals(TENANT).get(goal.user_id, goal.agent_id, goal.goal_id)


def fired(goal: Goal, scheduled_at: str, at: str = "") -> dict[str, Any]:
    """The scheduler fires for `scheduled_at`; the Lambda hears of it `at`."""
    event = {"tenant_id": TENANT, "user_id": USER, "agent_id": goal.agent_id, "goal_id": goal.goal_id}
    return fire.fired({**event, "scheduled_at": scheduled_at}, lambda: epoch(at or scheduled_at))


def runs(goal: Goal) -> list[Item]:
    """Its runs, oldest slot first."""
    place = Keys(TENANT).goal_runs_of(goal.agent_id)
    return sorted(Items(AGENTS).every(place, index=1), key=lambda run: str(run["slot"]))


def slots_run(goal: Goal) -> list[str]:
    return [run["slot"] for run in runs(goal)]


def finish(goal: Goal, status: str = "succeeded") -> None:
    """All its runs are over."""
    for run in runs(goal):
        Items(AGENTS).update(
            {"pk": run["pk"], "sk": run["sk"]}, "SET #s = :s", names={"#s": "status"}, values={":s": status}
        )


def started(goal: Goal) -> list[str]:
    """The executions that the outbox is asked to start for its runs, each as often as it is asked to."""
    names = {run["goal_run_id"] for run in runs(goal)}
    rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    asked = [row["body"] for row in rows if row["kind"] == "start"]
    return sorted(name for name in names for text in asked if f'"name":"{name}"' in text)
