"""Trading goals: written out, checked and bounded by the customer; no model is asked, and nothing depends on chance."""

import json
from dataclasses import replace
from typing import Any

import pytest
from greenlight.approvals.digests import canonical, sha256
from greenlight.declare import LEDGER
from greenlight.deliverables.records import Deliverable
from greenlight.denials import Denial, store
from greenlight.items import Items

from functions.goal_run import model as asked_model
from functions.goal_run.errors import NoAnswer
from functions.goal_run.tests.conftest import FACTS, OWNER, TARA, TENANT, deliverables, hire, play, run_of
from functions.goal_run.tests.server import ModelServer
from tests.contract.imports import imported
from tests.standins.cloud import Cloud

GOALS = ("trade_intent_draft", "close_position_reminder", "guardrail_report")
WANTED = {
    "intent": "enter", "coin": "BTC", "side": "buy", "size": 2, "order_type": "limit_order", "limit_price": "61500.5",
    "time_in_force": "gtc", "post_only": False,
}  # fmt: skip


def drafted(template: str, **changes: Any) -> Deliverable:
    settings = {**WANTED, **changes} if template == GOALS[0] else None
    run = play(run_of(template, TARA, settings=settings))
    assert run.status == "succeeded", run.refused
    return deliverables(run)[0]


def refusal(**changes: Any) -> list[str]:
    run = play(run_of(GOALS[0], TARA, settings={**WANTED, **changes}))
    assert run.status == "failed"
    return [one["rule"] for one in run.refused[0]["problems"]]


@pytest.mark.parametrize("template", GOALS)
def test_agp1_plant_3_2_the_same_inputs_give_the_same_bytes(template: str, world: Cloud) -> None:
    hire(TARA)
    first, second = drafted(template), drafted(template)
    assert first.deliverable_id != second.deliverable_id
    assert bytes_of(first) == bytes_of(second)


def bytes_of(one: Deliverable) -> bytes:
    said = {"title": one.title, "tool": one.tool, "arguments": one.arguments, "content": one.content}
    return canonical(said).encode()


def test_agp1_plant_3_2_the_bytes_of_an_intent_are_these(world: Cloud) -> None:
    """Whoever changes a word of them changes what customers were shown to be deterministic."""
    hire(TARA)
    assert sha256(bytes_of(drafted(GOALS[0])).decode()) == GOLDEN


GOLDEN = "81f06d2728fe537e5853fe137fd266a175649f33bdde625b6ec9100df2177fc8"


@pytest.mark.parametrize("template", GOALS)
def test_agp1_plant_3_2_no_model_is_asked_for_a_trade(
    template: str, world: Cloud, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once with a model that would answer, and once with none at all: no setting, no price, no key."""
    hire(TARA)
    with_one = drafted(template)
    assert model.requests == []
    for name in ("OPENAI_MODEL", "OPENAI_BASE_URL", "MODEL_INPUT_CENTS", "MODEL_OUTPUT_CENTS"):
        monkeypatch.delenv(name)
    asked_model.json_model.cache_clear()
    assert bytes_of(drafted(template)) == bytes_of(with_one)
    assert Items(LEDGER).get({"pk": f"TENANT#{TENANT}#QUOTA#{TARA}", "sk": "BUDGET#2026-11"}) is None


def test_no_module_of_a_trade_can_reach_a_model() -> None:
    from tests.contract.found import FUNCTIONS

    folder = FUNCTIONS / "goal_run" / "skills"
    reached = {
        name for file in folder.glob("trading_*.py") for name in imported(file, "functions.goal_run.skills")
    }
    assert not {
        name for name in reached if name.split(".")[-1] in {"model", "writer", "prices", "openai", "random"}
    }
    assert not {name for name in reached if name.split(".")[0] in {"time", "secrets", "random", "openai"}}


def test_an_intent_says_all_that_was_looked_at(world: Cloud) -> None:
    hire(TARA)
    one = drafted(GOALS[0])
    assert (one.kind, one.tool, one.verb) == ("trade", "trading.place_order", "place_order")
    assert one.arguments == {
        "credential_ref": "crd_01JD0000000000000000000000", "symbol": "BTCUSD", "side": "buy", "size": 2,
        "order_type": "limit_order", "limit_price": "61500.5", "time_in_force": "gtc", "post_only": False,
        "reduce_only": False,
    }  # fmt: skip
    assert one.content["facts"] == FACTS
    assert one.content["fx"] == {"version": "2026-11-01", "usd_inr": "85"}
    assert one.content["notional_inr"] == "10455.085"  # 2 of 0.001 BTC at 61500.5 USD by 85
    assert [check["check"] for check in one.content["checks"]] == [
        "allowed_coin", "max_units_per_order", "max_notional_inr", "exchange",
    ]  # fmt: skip
    assert one.content["executes"] == {"tool": one.tool, "arguments": one.arguments}


def test_an_exit_only_makes_a_position_smaller_and_a_market_order_has_no_price(world: Cloud) -> None:
    hire(TARA)
    one = drafted(GOALS[0], intent="exit", side="sell", order_type="market_order", time_in_force="ioc")
    assert (one.arguments["reduce_only"], one.arguments["limit_price"]) == (True, None)


def test_a_close_names_its_side_and_the_most_it_may_close(world: Cloud) -> None:
    hire(TARA)
    one = drafted(GOALS[1])
    assert (one.tool, one.verb) == ("trading.close_position", "close_position")
    assert dict(one.arguments) == {
        "credential_ref": "crd_01JD0000000000000000000000", "symbol": "BTCUSD", "side": "sell", "size": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"coin": "DOGE"}, "check.allowed_coin"),
        ({"size": 11}, "check.max_units_per_order"),
        ({"limit_price": "61500.3"}, "check.exchange"),
        ({"size": 10, "limit_price": "900000"}, "check.max_notional_inr"),
    ],
)
def test_an_intent_beyond_a_limit_is_refused_with_the_check_it_fails(
    changes: dict[str, Any], rule: str, world: Cloud
) -> None:
    hire(TARA)
    assert rule in refusal(**changes)


def test_the_stricter_limit_of_vault_and_configuration_counts(world: Cloud) -> None:
    hire(TARA, enforcement={"limits": {"max_units_per_order": 1}})
    assert refusal() == ["check.max_units_per_order"]


def test_facts_that_nobody_has_refuse_the_draft(world: Cloud) -> None:
    hire(TARA)
    world.functions["greenlight-test-effects"] = lambda _: {
        "ok": False,
        "detail": "The exchange is not there.",
    }
    assert refusal() == ["facts"]
    world.functions["greenlight-test-effects"] = lambda _: {
        "ok": True,
        "facts": {**FACTS, "mark_price": "nan"},
    }
    assert refusal() == ["facts"]


def test_a_report_lists_limits_coins_and_the_last_attempts(world: Cloud) -> None:
    hire(TARA)
    denied = Denial(
        "risk_limits",
        "11 contracts",
        f"agent:{TARA}",
        "draft",
        "grn_1",
        "cor_2",
        "trading.place_order",
        TARA,
        OWNER,
    )
    store(TENANT, denied)
    store(TENANT, replace(denied, agent_id="agt_other"))
    one = drafted(GOALS[2])
    assert (one.kind, one.tool, one.arguments) == ("report", "", {})
    assert one.content["limits"] == {"max_units_per_order": 10, "max_notional_inr": 500000}
    assert one.content["allowed_coins"] == ["BTC", "ETH"]
    assert [(tried["outcome"], tried["rule"]) for tried in one.content["attempts"]] == [
        ("denied", "risk_limits")
    ]
    assert json.dumps(one.content).count("cor_2") == 0


def test_a_market_that_does_not_answer_just_now_is_asked_again(world: Cloud) -> None:
    hire(TARA)
    world.functions["greenlight-test-effects"] = lambda _: {
        "ok": False,
        "again": True,
        "detail": "No facts now.",
    }
    with pytest.raises(NoAnswer):
        play(run_of(GOALS[0], TARA))
