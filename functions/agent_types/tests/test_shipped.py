"""What the platform ships: the fields and goals of seed 004, fit to be published, every outward verb asked for."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from greenlight import agent_types, type_values
from greenlight.agents import HiredAgent
from greenlight.approvals.rules import ask_rules
from greenlight.type_changes import VERBS

from functions.agent_types import guardrails
from functions.agent_types.enforcement import whole
from functions.agent_types.owners import ID
from functions.agent_types.schemas import Definition
from infra.agent_types import shipped

FUNCTIONS = Path(__file__).resolve().parents[2]
MARKETING, TRADING = "marketing.healthcare.v1", "trading.delta_futures.v1"
FIELDS = {
    MARKETING: (
        {"nickname", "avatar_theme", "primary_language", "timezone", "brand_name", "offerings", "location",
         "platforms_enabled", "platform_credentials", "review_policy"},
        {"posting_identity", "constraints"},
    ),
    TRADING: (
        {"nickname", "avatar_theme", "timezone", "exchange_provider", "exchange_credential_ref", "allowed_coins",
         "default_coin", "risk_limits", "execution_policy"},
        set(),
    ),
}  # fmt: skip
GOALS = {
    MARKETING: {
        "weekly_multichannel_batch": (["weekly"], "post"),
        "daily_micro_post": (["daily"], "post"),
        "monthly_campaign_pack": (["monthly"], "post"),
    },
    TRADING: {
        "trade_intent_draft": (["on_demand"], "trade"),
        "close_position_reminder": (["daily", "weekly"], "trade"),
        "guardrail_report": (["daily"], "report"),
    },
}


def tools() -> Iterator[str]:
    """Of the whole catalogue, as the folders declare it now."""
    for path in FUNCTIONS.glob("*/domain.py"):
        domain = import_module(f"functions.{path.parent.name}.domain").DOMAIN
        yield from (f"{domain.name}.{tool.name}" for tool in domain.tools)
    for path in FUNCTIONS.glob("*/capability.py"):
        for toolset in import_module(f"functions.{path.parent.name}.capability").CAPABILITY.toolsets:
            yield from (f"{toolset.name}.{tool.name}" for tool in toolset.tools)


@pytest.mark.parametrize("type_id", sorted(shipped()))
def test_what_is_shipped_passes_every_guardrail(type_id: str) -> None:
    definition = shipped()[type_id]
    assert guardrails.problems(definition, None, set(tools())) == []
    assert guardrails.secrets(definition) == []
    assert ID.match(type_id)
    assert definition["agent_type_id"] == type_id


@pytest.mark.parametrize("type_id", sorted(shipped()))
def test_what_is_shipped_reads_as_what_an_operator_may_write_and_leaves_nothing_to_defaults(
    type_id: str,
) -> None:
    definition = shipped()[type_id]
    read = Definition.model_validate(definition, extra="forbid").model_dump(mode="json", exclude_unset=True)
    assert read == definition
    assert whole(definition["enforcement_defaults"]) == definition["enforcement_defaults"]


def test_agp1_plant_1_1_marketing_and_trading_have_the_fields_and_goals_of_the_seed() -> None:
    assert set(shipped()) == {"coach.v1", MARKETING, TRADING}
    for type_id, (needed, optional) in FIELDS.items():
        schema = shipped()[type_id]["config_schema"]
        assert (set(schema["required"]), set(schema["properties"])) == (needed, needed | optional)
    for type_id, goals in GOALS.items():
        said = {
            one["goal_template_id"]: (one["frequencies"], one["deliverables"])
            for one in shipped()[type_id]["goal_templates"]
        }
        assert said == goals


def test_every_known_skill_is_bound_by_one_template() -> None:
    bound = [
        one["skill_binding"] for definition in shipped().values() for one in definition["goal_templates"]
    ]
    assert sorted(bound) == sorted(agent_types.SKILLS)


@pytest.mark.parametrize("type_id", [MARKETING, TRADING])
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_of_a_customers_type_can_be_allowed_in_advance(type_id: str, verb: str) -> None:
    prescribed = shipped()[type_id]["enforcement_defaults"]
    agent = HiredAgent("agt_1", "Maya", type_id, "active", ("*",), "p", enforcement=prescribed)
    assert ask_rules(agent, "external", verb).always_ask


@pytest.mark.parametrize(
    ("type_id", "without", "pointer"),
    [(MARKETING, "platform_credentials", "/platform_credentials"), (MARKETING, "timezone", "/timezone"),
     (TRADING, "risk_limits", "/risk_limits"), (TRADING, "exchange_credential_ref", "/exchange_credential_ref")],
)  # fmt: skip
def test_a_configuration_without_what_is_needed_is_told_what(
    type_id: str, without: str, pointer: str
) -> None:
    kind = agent_types.of_definition(shipped()[type_id])
    config = {name: value for name, value in kind.sample_config.items() if name != without}
    assert agent_types.check_config(kind, config) == [{"pointer": pointer, "detail": "is needed"}]


@pytest.mark.parametrize(
    ("type_id", "field", "value", "pointer"),
    [
        (MARKETING, "timezone", "Mars/Olympus", "/timezone"),
        (MARKETING, "platforms_enabled", ["mastodon", "x"], "/platform_credentials/x"),
        (MARKETING, "platforms_enabled", [], "/platforms_enabled"),
        (MARKETING, "platform_credentials", {"mastodon": "a-token-in-the-clear"}, "/platform_credentials/mastodon"),
        (MARKETING, "review_policy", "never", "/review_policy"),
        (MARKETING, "brand_name", "  ", "/brand_name"),
        (MARKETING, "api_key", "k", "/api_key"),
        (TRADING, "default_coin", "SOL", "/default_coin"),
        (TRADING, "exchange_provider", "another", "/exchange_provider"),
        (TRADING, "risk_limits", {"max_units_per_order": 0}, "/risk_limits/max_units_per_order"),
        (TRADING, "risk_limits", {}, "/risk_limits/max_units_per_order"),
        (TRADING, "execution_policy", "automatic", "/execution_policy"),
    ],
)  # fmt: skip
def test_a_configuration_that_breaks_a_rule_is_pointed_at_and_never_repeated(
    type_id: str, field: str, value: Any, pointer: str
) -> None:
    kind = agent_types.of_definition(shipped()[type_id])
    assert agent_types.check_config(kind, kind.sample_config) == []
    problems = agent_types.check_config(kind, {**kind.sample_config, field: value})
    assert pointer in [problem["pointer"] for problem in problems]
    assert "in-the-clear" not in str(problems)


def test_settings_take_from_the_configuration_what_they_leave_out_and_stay_within_it() -> None:
    kind = agent_types.of_definition(shipped()[TRADING])
    given = {"side": "sell", "size": 2}
    filled = agent_types.with_defaults(kind, "close_position_reminder", given, kind.sample_config)
    assert filled == {"side": "sell", "size": 2, "coin": "BTC"}
    assert agent_types.check_settings(kind, "close_position_reminder", filled, kind.sample_config) == []
    (problem,) = agent_types.check_settings(
        kind, "close_position_reminder", {**filled, "coin": "SOL"}, kind.sample_config
    )
    assert problem["pointer"] == "/coin"


def test_the_references_of_a_configuration_are_told_with_whose_they_are() -> None:
    kind = agent_types.of_definition(shipped()[MARKETING])
    found = agent_types.credential_refs(kind, kind.sample_config)
    assert [(place, provider) for place, _, provider in found] == [
        ("/platform_credentials/mastodon", "mastodon"), ("/platform_credentials/instagram", "instagram"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["24:00", "9:00", "09:60", "09:00 ", "\u0660\u0669:\u0660\u0660", "09:00:00"]
)
def test_a_local_time_is_hours_and_minutes(text: str) -> None:
    assert not type_values.FORMATS["local-time"](text)
    assert type_values.FORMATS["local-time"]("23:59")
