"""The net below the scheduler: a slot that was lost runs, and a run that went silent is asked after."""

import boto3
import pytest
from greenlight.declare import AGENTS
from greenlight.goals.records import Goal
from greenlight.goals.store import Goals
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys, due, new_id
from greenlight.threads.records import utc

from functions.goals import net
from tests.standins.account import PREFIX

from .conftest import MACHINE, TENANT, epoch, finish, fired, now, runs, slots_run, started, stored

pytestmark = pytest.mark.usefixtures("goals")


def swept(at: str) -> dict[str, int]:
    return net.sweep(lambda: epoch(at))


def test_a_slot_that_the_scheduler_lost_runs_when_it_has_had_its_time() -> None:
    goal = stored()
    assert swept("2026-03-28T01:32:00Z") == {}
    assert swept("2026-03-28T01:33:00Z") == {"due": 1, "begun": 1}
    (run,) = runs(goal)
    assert (run["slot"], run["trigger"]) == ("2026-03-28T02:30", "net")
    assert swept("2026-03-28T01:34:00Z") == {}
    assert fired(goal, "2026-03-28T01:30:00Z", "2026-03-28T01:35:00Z") == {"outcome": "nothing due"}


def test_agp1_plant_3_4_the_slot_that_spring_leaves_out_runs_at_the_first_moment_after_the_gap() -> None:
    goal = stored("2026-03-28T12:00Z")
    assert swept("2026-03-29T00:59:00Z") == {}
    assert swept("2026-03-29T01:00:00Z") == {"due": 1, "begun": 1}
    assert slots_run(goal) == ["2026-03-29T02:30"]
    finish(goal)
    fired(goal, "2026-03-30T00:30:00Z")
    assert slots_run(goal) == ["2026-03-29T02:30", "2026-03-30T02:30"]


def test_a_goal_without_slots_to_come_is_nowhere_in_the_net() -> None:
    stored(frequency="on_demand")
    stored(status="paused")
    assert swept("2030-01-01T00:00:00Z") == {}


def test_a_goal_that_was_looked_at_too_early_is_looked_at_again_in_its_time() -> None:
    """Its place in the index is behind what its row says."""
    goal = stored("2026-03-28T12:00Z")
    Items(AGENTS).update(key(goal), "SET gsi2sk = :then", values={":then": utc(epoch("2026-03-28T12:00Z"))})
    assert swept("2026-03-28T12:30:00Z") == {"due": 1, "nothing due": 1}
    assert swept("2026-03-28T12:31:00Z") == {}
    assert swept("2026-03-29T01:00:00Z") == {"due": 1, "begun": 1}


def test_one_that_cannot_be_helped_holds_up_no_other_and_is_left_alone_for_an_hour() -> None:
    broken, well = stored(), stored()
    Items(AGENTS).update(key(broken), "SET schedule = :odd", values={":odd": {"time": "later"}})
    assert swept("2026-03-28T01:40:00Z") == {"due": 2, "trouble": 1, "begun": 1}
    assert slots_run(well) == ["2026-03-28T02:30"]
    assert swept("2026-03-28T02:39:00Z") == {}
    assert swept("2026-03-28T02:41:00Z") == {"due": 1, "trouble": 1}


def key(goal: Goal) -> Item:
    return dict(Keys(TENANT).goal(goal.user_id, goal.agent_id, goal.goal_id))


@pytest.fixture
def machine() -> None:
    states = boto3.client("stepfunctions")
    role = "arn:aws:iam::123456789012:role/goal-run-machine"
    definition = '{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}'
    states.create_state_machine(name=f"{PREFIX}-goal_run", definition=definition, roleArn=role)


def silent(goal: Goal) -> Item:
    """Its run, which somebody should look after by now."""
    fired(goal, "2026-03-28T01:30:00Z")
    (run,) = runs(goal)
    Items(AGENTS).update(
        {"pk": run["pk"], "sk": run["sk"]}, "SET gsi2sk = :then", values={":then": utc(epoch("2026-03-28T02:00Z"))}
    )  # fmt: skip
    return run


@pytest.mark.usefixtures("machine")
def test_a_run_whose_start_was_lost_is_started_again_under_its_name() -> None:
    goal = stored()
    run = silent(goal)
    assert swept("2026-03-28T02:00:00Z") == {"due": 1, "anew": 1}
    assert started(goal) == [run["goal_run_id"]] * 2
    assert swept("2026-03-28T02:14:00Z") == {}
    assert swept("2026-03-28T02:15:00Z") == {"due": 1, "anew": 1}


@pytest.mark.usefixtures("machine")
def test_a_run_whose_execution_is_at_work_is_left_in_peace_and_one_that_ended_is_ended() -> None:
    goal = stored()
    run = silent(goal)
    states = boto3.client("stepfunctions")
    made = states.start_execution(stateMachineArn=MACHINE, name=run["goal_run_id"], input="{}")
    assert swept("2026-03-28T02:00:00Z") == {"due": 1, "running": 1}
    states.stop_execution(executionArn=made["executionArn"])
    assert swept("2026-03-28T02:15:00Z") == {"due": 1, "ended": 1}
    (ended,) = runs(goal)
    assert (ended["status"], ended["detail"]) == ("failed", "Its execution ended without a result.")
    assert swept("2026-03-28T03:00:00Z") == {}
    fired(goal, "2026-03-30T00:30:00Z")
    assert len(runs(goal)) == 2  # the next slot is not held up by it


@pytest.mark.usefixtures("machine")
def test_a_run_that_is_settled_is_somebody_elses_matter() -> None:
    goal = stored()
    silent(goal)
    finish(goal)
    assert swept("2026-03-28T02:00:00Z") == {"due": 1, "settled": 1}
    assert runs(goal)[0]["gsi2sk"] == utc(epoch("2026-03-28T02:00Z"))


def test_a_goal_that_is_deleted_meanwhile_is_no_trouble() -> None:
    goal = stored()
    commit(Goals(TENANT).deleting(now(goal)))
    assert swept("2026-03-28T02:00:00Z") == {}


def test_one_that_goes_while_the_net_looks_holds_up_no_other() -> None:
    """On AWS the index is behind the table, too: it still tells of a goal that was deleted."""
    gone, well = stored(goal_id=first_looked_at()), stored(goal_id=first_looked_at())
    told = iter([None])

    def clock() -> int:
        if next(told, gone) and Goals(TENANT).of_agent(gone.user_id, gone.agent_id, 1)[0]:
            commit(Goals(TENANT).deleting(now(gone)))
        return epoch("2026-03-28T01:40:00Z")

    assert net.sweep(clock) == {"due": 2, "gone": 1, "begun": 1}
    assert slots_run(well) == ["2026-03-28T02:30"]


def first_looked_at() -> str:
    """The id of a goal in the first shard: the clock is asked once, for the look into that, before any goal."""
    return next(found for found in iter(lambda: new_id("gol"), "") if due(found) == "DUE#0")
