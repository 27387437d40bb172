"""Drafting anew what a person sent back with a note: one new version, three times at most."""

from typing import Any

from greenlight import goal_runs
from greenlight.declare import AGENTS
from greenlight.deliverables.ids import stable
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.goal_runs import GoalRun
from greenlight.items import Items, commit

from functions.goal_run.tests.conftest import (
    EPOCH,
    KNOWN,
    MAYA,
    OWNER,
    TARA,
    TENANT,
    again,
    bus,
    deliverables,
    hire,
    play,
    run_of,
)
from functions.goal_run.tests.server import ModelServer
from functions.goal_run.tests.test_marketing import REFS
from tests.standins.cloud import Cloud

NOTE = 'end with "See you soon."'


def drafted(template: str = "daily_micro_post", agent_id: str = MAYA) -> Deliverable:
    if agent_id == MAYA:
        hire(config={"platforms_enabled": ["mastodon"], "platform_credentials": REFS})
    else:
        hire(TARA)
    return deliverables(play(run_of(template, agent_id)))[0]


def sent_back(one: Deliverable, **changes: Any) -> GoalRun:
    """As a reviewer's verdict leaves it: `revising`, with his note, and a run of its own."""
    left = {"status": "revising", "note": NOTE, **changes}
    names = {f"#{name}": name for name in left}
    Items(AGENTS).update(
        KNOWN.deliverable(one.deliverable_id), "SET " + ", ".join(f"#{name} = :{name}" for name in left),
        names=names, values={f":{name}": value for name, value in left.items()},
    )  # fmt: skip
    fields = {
        "goal_run_id": stable("grn", EPOCH, one.deliverable_id, "revise"), "tenant_id": TENANT, "user_id": OWNER,
        "agent_id": one.agent_id, "trigger": "revise", "deliverable_id": one.deliverable_id, "correlation_id": "cor_2",
        "counts": {}, "deliverable_ids": [],
    }  # fmt: skip
    commit(goal_runs.beginning(fields))
    return goal_runs.get(TENANT, str(fields["goal_run_id"]))


def now(one: Deliverable) -> Deliverable:
    return Deliverables(TENANT).get(one.deliverable_id)


def test_a_note_makes_the_next_version_of_the_same_deliverable(world: Cloud, model: ModelServer) -> None:
    one = drafted()
    run = play(sent_back(one))
    new = now(one)
    assert (run.status, run.deliverable_ids) == ("succeeded", (one.deliverable_id,))
    assert (new.version, new.rounds, new.status) == (2, 1, "draft")
    assert new.content["body"] == f"{one.content['body']} See you soon."
    assert str(new.arguments["text"]).startswith(str(new.content["body"]))
    assert [version.note for version in Deliverables(TENANT).versions(one.deliverable_id)] == ["", NOTE]
    assert bus(world).asked[-1] == {"op": "open", "tenant_id": TENANT, "deliverable_id": one.deliverable_id}


def test_a_redraft_that_is_asked_for_twice_is_one_version(world: Cloud, model: ModelServer) -> None:
    one = drafted()
    run = sent_back(one)
    play(run)
    play(again(run))
    assert now(one).version == 2


def test_after_three_rounds_it_is_rejected(world: Cloud, model: ModelServer) -> None:
    one = drafted()
    asked = len(model.requests)
    run = play(sent_back(one, rounds=3))
    assert (run.status, run.rule) == ("denied", "rounds")
    assert now(one).status == "rejected"
    assert len(model.requests) == asked


def test_a_trade_is_checked_anew_and_keeps_its_order(world: Cloud) -> None:
    one = drafted("trade_intent_draft", TARA)
    world.functions["greenlight-test-effects"] = _at("60000")
    play(sent_back(one))
    new = now(one)
    assert (new.version, dict(new.arguments)) == (2, dict(one.arguments))
    assert new.content["facts"]["mark_price"] == "60000"


def test_what_cannot_be_drafted_anew_comes_back_as_it_was_and_says_why(
    world: Cloud, model: ModelServer
) -> None:
    one = drafted()
    model.script = ["nonsense"] * 2
    run = play(sent_back(one))
    new = now(one)
    assert (run.status, new.version, dict(new.arguments)) == ("partial", 2, dict(one.arguments))
    assert new.content["not_revised"][0]["rule"] == "model"


def test_an_agent_that_was_paused_meanwhile_leaves_nobody_waiting(world: Cloud, model: ModelServer) -> None:
    one = drafted()
    run = sent_back(one)
    hire(status="paused")
    assert play(run).rule == "agent_status"
    assert now(one).status == "rejected"


def test_another_users_deliverable_is_not_there(world: Cloud, model: ModelServer) -> None:
    one = drafted()
    hire(TARA)
    run = sent_back(one)
    Items(AGENTS).update(
        KNOWN.deliverable(one.deliverable_id), "SET user_id = :other", values={":other": "usr_other"}
    )
    assert play(run).status == "denied"
    assert now(one).version == 1


def _at(price: str) -> Any:
    from functions.goal_run.tests.conftest import FACTS

    return lambda _: {"ok": True, "facts": {**FACTS, "mark_price": price}}
